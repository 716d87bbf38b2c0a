// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/focus_forward.h"

#include <QFocusEvent>
#include <QWidget>

#include <utility>

namespace views {
namespace {

class Forward final : public QObject {
public:
    Forward(QWidget* pane, std::function<QWidget*()> to) : QObject(pane), m_to(std::move(to))
    {
        pane->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::FocusIn)
            m_to()->setFocus(static_cast<QFocusEvent*>(event)->reason());
        return QObject::eventFilter(watched, event);
    }

private:
    std::function<QWidget*()> m_to;
};

} // namespace

void forwardFocus(QWidget* pane, std::function<QWidget*()> to)
{
    new Forward(pane, std::move(to));
}

void forwardFocus(QWidget* pane, QWidget* to)
{
    forwardFocus(pane, [to] { return to; });
}

} // namespace views
