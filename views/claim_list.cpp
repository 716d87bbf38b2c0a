// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/claim_list.h"

#include "views/focus_forward.h"
#include "views/icon.h"
#include "views/marks.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QToolButton>

namespace views {
namespace {

constexpr int rowHeight = 68, textLeft = 32, markSize = 13;

/// A thin line that is filled as far as the work has come.
class ShareBar final : public QWidget {
public:
    ShareBar() { setFixedHeight(metric::progress); }
    void setShare(double share)
    {
        m_share = share;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        QRectF line = QRectF(rect()).adjusted(metric::space3, 0, -metric::space3, 0);
        painter.setBrush(theme().line);
        painter.drawRoundedRect(line, 2, 2);
        line.setWidth(line.width() * m_share);
        painter.setBrush(theme().accentFill);
        if (m_share > 0)
            painter.drawRoundedRect(line, 2, 2);
    }

private:
    double m_share = 0;
};

} // namespace

/// Paints the rows of a ClaimList.
class ClaimDelegate final : public QStyledItemDelegate {
public:
    ClaimDelegate(const QList<ClaimRow>& claims, QObject* parent)
        : QStyledItemDelegate(parent), m_claims(claims)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {metric::caseDock / 2, rowHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        if (index.row() >= m_claims.size())
            return;
        const ClaimRow& claim = m_claims[index.row()];
        const Theme& look = theme();
        const QRect row = option.rect;
        const bool selected = option.state & QStyle::State_Selected;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (selected || option.state & QStyle::State_MouseOver)
            painter->fillRect(row, selected ? look.selection : look.hover);
        if (selected)
            painter->fillRect(QRect(row.left(), row.top(), 3, row.height()), look.accent);
        painter->setPen(selected ? look.text2 : look.text3);
        painter->setFont(studioFont(type::base));
        painter->drawText(QRect(row.left() + metric::space3, row.top() + 8, 20, 18),
                          Qt::AlignVCenter, QString::number(claim.number));
        const QRect inner = row.adjusted(textLeft, 0, -metric::space3, 0);
        paintWords(*painter, QRect(inner.left(), row.top() + 8, inner.width(), 18), claim);
        painter->setFont(studioFont(type::small));
        painter->setPen(selected ? look.text2 : look.text3);
        const QRect second(inner.left(), row.top() + 26, inner.width(), 16);
        painter->drawText(
            second, Qt::AlignVCenter,
            painter->fontMetrics().elidedText(claim.details, Qt::ElideRight, second.width()));
        paintVerdict(*painter, QRect(inner.left(), row.top() + 43, inner.width(), 17), claim);
        if (option.state & QStyle::State_HasFocus
            && option.state & QStyle::State_KeyboardFocusChange)
            paintFocusRing(*painter, QRectF(row).adjusted(3, 3, -3, -3), look);
        painter->restore();
    }

private:
    static void paintWords(QPainter& painter, QRect area, const ClaimRow& claim)
    {
        const Theme& look = theme();
        const auto mark = [&](const char* name, const QColor& colour) {
            paintIcon(painter,
                      QRectF(area.right() - markSize, area.center().y() - 6, markSize, markSize),
                      name, colour);
            area.setRight(area.right() - markSize - 5);
        };
        if (claim.locked)
            mark("lock", look.text3);
        if (claim.flagged)
            mark("flag", look.caution);
        if (!claim.caution.isEmpty())
            mark("triangle-alert", look.caution);
        painter.setPen(look.text);
        painter.setFont(studioFont(type::base));
        painter.drawText(
            area, Qt::AlignVCenter,
            painter.fontMetrics().elidedText(claim.words, Qt::ElideRight, area.width()));
    }

    static void paintVerdict(QPainter& painter, const QRect& area, const ClaimRow& claim)
    {
        const QColor colour = theme().*colourOf(claim.verdict);
        paintIcon(painter, QRectF(area.left(), area.center().y() - 6, markSize, markSize),
                  iconOf(claim.verdict), colour);
        painter.setPen(colour);
        painter.drawText(area.adjusted(markSize + 5, 0, 0, 0), Qt::AlignVCenter,
                         verdictText(claim.verdict, claim.severity));
    }

    const QList<ClaimRow>& m_claims;
};

QString spoken(const ClaimRow& row)
{
    QString details = row.details;
    QStringList parts{QString::number(row.number), row.words, details.replace(" ·", ","),
                      verdictText(row.verdict, row.severity).toLower()};
    if (row.locked)
        parts << "locked";
    if (row.flagged)
        parts << "flagged";
    if (!row.caution.isEmpty())
        parts << row.caution;
    return parts.join(", ");
}

ClaimList::ClaimList(QWidget* parent)
    : QWidget(parent), m_progress(new QLabel), m_bar(new ShareBar), m_empty(new QLabel),
      m_rows(new QListWidget), m_menu(new QMenu(this))
{
    auto* title = new QLabel("Claims");
    title->setFont(studioFont(type::dense, 600));
    m_progress->setFont(studioFont(type::dense));
    m_progress->setForegroundRole(QPalette::PlaceholderText);
    auto* plus = new QToolButton;
    plus->setAutoRaise(true);
    plus->setIcon(icon("plus"));
    plus->setFixedSize(metric::target, metric::target);
    plus->setToolTip("Make claims");
    plus->setAccessibleName("Make claims");
    connect(plus, &QToolButton::clicked, this,
            [this, plus] { m_menu->popup(plus->mapToGlobal(QPoint(0, plus->height()))); });

    auto* header = new QHBoxLayout;
    header->setContentsMargins(metric::space3, 0, metric::space1, 0);
    header->addWidget(title, 1);
    header->addWidget(m_progress);
    header->addWidget(plus);
    auto* headerBox = new QWidget;
    headerBox->setFixedHeight(metric::dockHeader);
    headerBox->setLayout(header);

    m_empty->setWordWrap(true);
    m_empty->setFont(studioFont(type::dense));
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setContentsMargins(metric::space3, metric::space3, metric::space3, metric::space3);
    m_empty->setText(
        "No claims yet. Split the text into claims, or select words below and press J.");

    m_rows->setItemDelegate(new ClaimDelegate(m_claims, m_rows));
    m_rows->setFrameShape(QFrame::NoFrame);
    m_rows->setMouseTracking(true);
    m_rows->setUniformItemSizes(true);
    m_rows->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_rows->viewport()->setAutoFillBackground(false);
    m_rows->setAccessibleName("Claims");
    m_rows->installEventFilter(this);
    connect(m_rows, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && row < m_claims.size())
            Q_EMIT currentChanged(row);
    });

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(headerBox);
    column->addWidget(m_bar);
    column->addSpacing(metric::space1);
    column->addWidget(m_empty);
    column->addWidget(m_rows, 1);
    forwardFocus(this, m_rows);
    setClaims({});
}

void ClaimList::setClaims(QList<ClaimRow> claims)
{
    const int kept = current();
    m_claims = std::move(claims);
    const QSignalBlocker quiet(m_rows);
    while (m_rows->count() > m_claims.size())
        delete m_rows->takeItem(m_rows->count() - 1);
    while (m_rows->count() < m_claims.size())
        m_rows->addItem(QString());
    int locked = 0;
    for (int row = 0; row < m_claims.size(); ++row) {
        QListWidgetItem* item = m_rows->item(row);
        item->setText(m_claims[row].words);
        item->setData(Qt::AccessibleTextRole, spoken(m_claims[row]));
        item->setToolTip(m_claims[row].caution.isEmpty()
                             ? m_claims[row].words
                             : m_claims[row].words + '\n' + m_claims[row].caution);
        locked += m_claims[row].locked;
    }
    m_rows->setCurrentRow(kept < m_claims.size() ? kept : -1);
    m_rows->viewport()->update();
    m_empty->setVisible(m_claims.isEmpty());
    m_progress->setText(m_claims.isEmpty()
                            ? QString()
                            : QString("%1 of %2 locked").arg(locked).arg(m_claims.size()));
    static_cast<ShareBar*>(m_bar)->setShare(
        m_claims.isEmpty() ? 0 : double(locked) / double(m_claims.size()));
}

void ClaimList::setCurrent(int row)
{
    const QSignalBlocker quiet(m_rows);
    m_rows->setCurrentRow(row);
    if (QListWidgetItem* item = m_rows->item(row))
        m_rows->scrollToItem(item);
    m_rows->viewport()->update();
}

int ClaimList::current() const
{
    return m_rows->currentRow();
}

bool ClaimList::eventFilter(QObject* watched, QEvent* event)
{
    // A list searches by what is typed; here digits and letters are the keys of the window.
    if (watched == m_rows && event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Delete && current() >= 0) {
            Q_EMIT removeRequested(current());
            return true;
        }
        if (!key->text().isEmpty() && key->text().front().isPrint()) {
            event->ignore();
            return true;
        }
    }
    if (watched == m_rows && event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Delete)
        event->accept(); // of the claim, not of a region
    return QWidget::eventFilter(watched, event);
}

} // namespace views
