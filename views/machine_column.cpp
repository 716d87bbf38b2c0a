// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/machine_column.h"

#include "views/canvas.h"
#include "views/icon.h"
#include "views/marks.h"
#include "views/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace views {
namespace {

constexpr int leastHeight = 140, edge = 8;

} // namespace

MachineCard::MachineCard(QWidget* parent) : QWidget(parent), m_canvas(new Canvas(this))
{
    setFocusPolicy(Qt::TabFocus);
    setMinimumHeight(leastHeight);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    m_canvas->setFocusPolicy(Qt::NoFocus);
    m_canvas->setAttribute(Qt::WA_TransparentForMouseEvents); // a press makes the card active
    refresh();
}

QSize MachineCard::sizeHint() const
{
    return {MachineColumn::width, 210};
}

void MachineCard::setTitle(const QString& method, const QString& subject)
{
    m_method = method;
    m_subject = subject;
    refresh();
}

void MachineCard::setHiddenEvidence(bool hidden, bool computed)
{
    m_hidden = hidden;
    m_computed = computed;
    refresh();
}

void MachineCard::setSentence(const QString& sentence)
{
    m_sentence = sentence;
    refresh();
}

void MachineCard::setActive(bool active)
{
    m_active = active;
    update();
}

void MachineCard::refresh()
{
    m_canvas->setVisible(!m_hidden && m_sentence.isEmpty());
    setAccessibleName(m_method
                      + (m_hidden                   ? QString(", hidden until you lock")
                             : m_sentence.isEmpty() ? " " + m_subject
                                                    : ", " + m_sentence));
    update();
}

void MachineCard::resizeEvent(QResizeEvent*)
{
    m_canvas->setGeometry(rect().adjusted(1, metric::panelTitle + 1, -1, -1));
}

void MachineCard::mousePressEvent(QMouseEvent*)
{
    Q_EMIT activated();
}

void MachineCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT activated();
    else
        QWidget::keyPressEvent(event);
}

void MachineCard::paintEvent(QPaintEvent*)
{
    const Theme& look = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect title(0, 0, width(), metric::panelTitle);
    painter.fillRect(title, look.surface);
    painter.setPen(look.text);
    painter.setFont(studioFont(type::dense, 600));
    const int room = width() - 2 * edge - (m_hidden ? 20 : 0);
    const QString method = painter.fontMetrics().elidedText(m_method, Qt::ElideRight, room);
    painter.drawText(title.adjusted(edge, 0, 0, 0), Qt::AlignVCenter, method);
    const int used = painter.fontMetrics().horizontalAdvance(method) + 6;
    painter.setFont(studioFont(type::small));
    painter.setPen(look.text2);
    if (!m_hidden && room > used)
        painter.drawText(title.adjusted(edge + used, 0, -edge, 0), Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_subject, Qt::ElideRight, room - used));
    if (m_hidden)
        paintIcon(painter, QRectF(width() - edge - 14, title.center().y() - 7, 14, 14), "lock",
                  look.text2);

    if (m_hidden || !m_sentence.isEmpty()) {
        const QRect body = rect().adjusted(edge, metric::panelTitle, -edge, 0);
        const int middle = body.center().y();
        if (m_hidden)
            paintIcon(painter, QRectF(body.center().x() - 11, middle - 46, 22, 22), "eye-off",
                      look.text2);
        painter.setPen(look.text);
        painter.setFont(studioFont(type::dense, 500));
        const auto flags = Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap;
        const QString said = m_hidden ? QString("Hidden until\nyou lock") : m_sentence;
        QRect drawn;
        painter.drawText(QRect(body.left(), middle - (m_hidden ? 14 : 30), body.width(), 60),
                         int(flags), said, &drawn);
        painter.setPen(look.text3);
        painter.setFont(studioFont(type::small));
        if (m_hidden)
            painter.drawText(QRect(body.left(), drawn.bottom() + 6, body.width(), 40), int(flags),
                             m_computed ? "computed, not shown" : "not computed yet");
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(m_active && !m_hidden ? QPen(look.accent, 2) : QPen(look.line, 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), metric::radiusMark,
                            metric::radiusMark);
    if (hasKeyboardFocus(this))
        paintFocusRing(painter, QRectF(rect()).adjusted(4, 4, -4, -4), look);
}

MachineColumn::MachineColumn(QWidget* parent) : QWidget(parent)
{
    setFixedWidth(width);
    setAccessibleName("What the machine says");
    auto* inside = new QWidget;
    m_column = new QVBoxLayout(inside);
    m_column->setContentsMargins(metric::panelGap, metric::panelGap, metric::panelGap,
                                 metric::panelGap);
    m_column->setSpacing(metric::panelGap);
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inside);
    scroll->setFocusPolicy(Qt::NoFocus);
    inside->setAutoFillBackground(false);
    scroll->viewport()->setAutoFillBackground(false);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
}

void MachineColumn::setCount(int count)
{
    while (m_cards.size() > count)
        delete m_cards.takeLast();
    while (m_cards.size() < count) {
        auto* card = new MachineCard;
        connect(card, &MachineCard::activated, this, [this, card] {
            setActive(int(m_cards.indexOf(card)));
            Q_EMIT activeChanged(m_active);
        });
        m_column->addWidget(card);
        m_cards.append(card);
    }
    setActive(std::clamp(m_active, count > 0 ? 0 : -1, count - 1));
}

void MachineColumn::setActive(int index)
{
    m_active = index;
    for (int i = 0; i < m_cards.size(); ++i)
        m_cards[i]->setActive(i == m_active);
}

} // namespace views
