// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusVariant>
#include <QObject>

class QDBusPendingCallWatcher;

namespace app {

/// What the desktop wants programs to look like: its settings portal where there is one, else the
/// palette of its theme. Asks the session bus of this machine, never a network. [gui thread]
class DesktopLook final : public QObject {
    Q_OBJECT
public:
    explicit DesktopLook(QObject* parent = nullptr);

    bool isDark() const { return m_dark; }
    bool wantsContrast() const { return m_contrast; }

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override; ///< the theme of the platform

private Q_SLOTS:
    void portalSaid(const QString& area, const QString& key, const QDBusVariant& value);

private:
    void ask(const QString& key);
    void readPalette();

    bool m_dark = false;
    bool m_contrast = false;
    bool m_portalKnows = false; ///< then the palette is not asked
};

} // namespace app
