// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas_accessible.h"

#include "views/canvas.h"

#include <QAccessible>
#include <QAccessibleWidget>

namespace views {
namespace {

class CanvasAccessible final : public QAccessibleWidget {
public:
    explicit CanvasAccessible(Canvas* canvas) : QAccessibleWidget(canvas, QAccessible::Graphic) { }

    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Value ? static_cast<Canvas*>(object())->currentSpeech()
                                          : QAccessibleWidget::text(kind);
    }
};

QAccessibleInterface* make(const QString&, QObject* object)
{
    auto* canvas = qobject_cast<Canvas*>(object);
    return canvas ? new CanvasAccessible(canvas) : nullptr;
}

} // namespace

void installCanvasAccessible()
{
    static const bool once = [] {
        QAccessible::installFactory(&make);
        return true;
    }();
    Q_UNUSED(once);
}

void announce(QWidget* canvas, const QString& speech)
{
    QAccessibleValueChangeEvent event(canvas, speech);
    QAccessible::updateAccessibility(&event);
}

} // namespace views
