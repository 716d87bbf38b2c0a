// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop_look.h"

#include <QString>

namespace app {

/// Chooses the scheme that the views paint with, and follows the desktop while that is wanted.
/// [gui thread]
class Themes final : public QObject {
    Q_OBJECT
public:
    explicit Themes(QObject* parent = nullptr);

    static bool isName(const QString& name); ///< "system", "dark", "light", "contrast"
    void choose(const QString& name);        ///< an unknown one is "system"
    const QString& name() const { return m_name; }

Q_SIGNALS:
    void changed(double opacityBefore); ///< the theme before had this opacity of maps

private:
    void apply();

    DesktopLook m_desktop;
    QString m_name;
};

Themes& themes(); ///< of the program

} // namespace app
