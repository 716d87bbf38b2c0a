// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QDockWidget;
class QFrame;
class QMainWindow;
class QToolButton;

namespace views {
class Inspector;
}

namespace app {

/// Where the inspector stands: in its dock, or, in a narrow window, as a rail of buttons that open
/// it over the panels. [gui thread]
class InspectorRail final : public QObject {
    Q_OBJECT
public:
    /// \p inspector is what \p dock holds, \p header its title.
    InspectorRail(QMainWindow* window, QDockWidget* dock, views::Inspector* inspector,
                  QWidget* header);

    void setRail(bool rail);
    bool isRail() const { return m_isRail; }
    bool isOpen() const; ///< the inspector can be read
    void open(const QString& section = {});
    void close();

Q_SIGNALS:
    void openChanged(bool open);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeRail();
    void place();

    QMainWindow* m_window;
    QDockWidget* m_dock;
    views::Inspector* m_inspector;
    QWidget* m_header;
    QWidget* m_rail;
    QFrame* m_overlay;
    QString m_section; ///< that the rail opened last
    bool m_isRail = false;
};

} // namespace app
