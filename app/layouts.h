// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions.h"

#include <QByteArray>
#include <QObject>

class QMainWindow;
class QSettings;

namespace app {

/// How the docks of a window stand, per mode: as they came, as they were left, and under names.
/// What is kept carries a checksum: a damaged arrangement is passed over. [gui thread]
class Layouts final : public QObject {
    Q_OBJECT
public:
    /// \p window and \p stored outlive this.
    Layouts(QMainWindow* window, QSettings& stored, QObject* parent = nullptr);

    void setDefault(Mode mode); ///< as the docks stand now; other modes come the same until told
    Mode mode() const { return m_mode; }

    bool restore(); ///< as it was left in this mode; false: never, or what is kept is damaged
    void store();   ///< as it stands, for restore()
    void enter(Mode mode); ///< stores this mode's and restores the other's, or its default
    void reset();          ///< as it came

    QStringList names() const; ///< of this mode, by the alphabet
    void save(const QString& name);
    bool show(const QString& name); ///< false: unknown or damaged; the window stays as it was
    void remove(const QString& name);

Q_SIGNALS:
    void arranged(); ///< the docks stand anew: what depends on the width follows

private:
    QString key(const QString& rest) const;
    bool arrange(const QByteArray& sealed);

    QMainWindow* m_window;
    QSettings& m_stored;
    Mode m_mode = Mode::Explore;
    QHash<int, QByteArray> m_defaults;
};

} // namespace app
