// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/focus_forward.h"

#include <QFocusEvent>
#include <QPointer>
#include <QWidget>

namespace views {
namespace {

class Forward final : public QObject {
public:
    Forward(QWidget* pane, QWidget* to) : QObject(pane), m_to(to)
    {
        pane->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::FocusIn && m_to)
            m_to->setFocus(static_cast<QFocusEvent*>(event)->reason());
        return QObject::eventFilter(watched, event);
    }

private:
    QPointer<QWidget> m_to;
};

} // namespace

void forwardFocus(QWidget* pane, QWidget* to)
{
    new Forward(pane, to);
}

} // namespace views
