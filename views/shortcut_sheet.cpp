// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shortcut_sheet.h"

#include "views/icon.h"
#include "views/marks.h"
#include "views/sheet_printing.h"
#include "views/shortcut_page.h"
#include "views/theme.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPdfWriter>
#include <QPrintDialog>
#include <QPrinter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace views {
namespace {

constexpr int lineHeight = 24, columnWidth = 290, columnGap = 24, groupGap = 12;

} // namespace

ShortcutPage::ShortcutPage(QWidget* parent) : QWidget(parent)
{
    enableSpokenParts();
    setAccessibleName("Shortcuts");
}

void ShortcutPage::setGroups(QList<ShortcutGroup> groups)
{
    m_groups = std::move(groups);
    arrange();
}

void ShortcutPage::setFilter(const QString& typed)
{
    m_typed = typed.simplified();
    arrange();
}

QList<ShortcutPage::Line> ShortcutPage::lines() const
{
    QList<Line> all;
    for (const ShortcutGroup& group : m_groups) {
        QList<Line> keys;
        for (const auto& [sequence, text] : group.keys) {
            const QString key = sequence.toString(QKeySequence::NativeText);
            if (text.contains(m_typed, Qt::CaseInsensitive)
                || key.contains(m_typed, Qt::CaseInsensitive))
                keys.append({key, text, {}, false});
        }
        if (!keys.isEmpty())
            all << Line{{}, group.title, {}, true} << keys;
    }
    return all;
}

void ShortcutPage::arrange()
{
    m_lines = lines();
    const int columns = std::max(1, (width() + columnGap) / (columnWidth + columnGap));
    const int wide = (width() - (columns - 1) * columnGap) / columns;
    int total = 0;
    for (const Line& line : m_lines)
        total += lineHeight + (line.heading ? groupGap : 0);
    // A group may break between columns; a heading never stands alone at a column's foot.
    const int high = total / columns + lineHeight;
    int x = 0, y = 0, lowest = 0, column = 0;
    for (Line& line : m_lines) {
        if (line.heading && y > 0)
            y += groupGap;
        const int needed = line.heading ? 2 * lineHeight : lineHeight;
        if (y + needed > high && column + 1 < columns) {
            ++column;
            x += wide + columnGap;
            y = 0;
        }
        line.place = QRect(x, y, wide, lineHeight);
        y += lineHeight;
        lowest = std::max(lowest, y);
    }
    setMinimumHeight(lowest);
    update();
}

int ShortcutPage::partCount() const
{
    return int(std::ranges::count(m_lines, false, &Line::heading));
}

QString ShortcutPage::partText(int part) const
{
    for (const Line& line : m_lines)
        if (!line.heading && part-- == 0)
            return line.text + ", " + line.key;
    return {};
}

QRect ShortcutPage::partRect(int part) const
{
    for (const Line& line : m_lines)
        if (!line.heading && part-- == 0)
            return line.place;
    return {};
}

void ShortcutPage::paintEvent(QPaintEvent*)
{
    const Theme& look = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Line& line : m_lines) {
        double keyWidth = 0;
        if (!line.heading)
            keyWidth = paintKey(painter, line.place.right(), line.place.center().y(), line.key,
                                look.text2, look.line);
        painter.setFont(studioFont(type::dense, line.heading ? 600 : 400));
        painter.setPen(line.heading ? look.text : look.text2);
        const QRect place = line.place.adjusted(0, 0, -int(keyWidth) - 8, 0);
        painter.drawText(
            place, Qt::AlignVCenter,
            painter.fontMetrics().elidedText(line.text, Qt::ElideRight, place.width()));
    }
}

void ShortcutPage::resizeEvent(QResizeEvent*)
{
    arrange();
}

ShortcutSheet::ShortcutSheet(QWidget* parent)
    : QDialog(parent), m_filter(new QLineEdit), m_page(new ShortcutPage)
{
    setWindowTitle("Shortcuts");
    m_filter->setPlaceholderText("Filter by name or key");
    m_filter->setAccessibleName("Filter shortcuts");
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedHeight(metric::field);
    m_filter->addAction(icon("search", &Theme::text2), QLineEdit::LeadingPosition);
    auto* scroll = new QScrollArea;
    scroll->setWidget(m_page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::TabFocus); // so that arrows scroll it
    scroll->setAccessibleName("Shortcuts");
    auto* top = new QHBoxLayout;
    top->setSpacing(metric::space2);
    top->addWidget(m_filter, 1);
    const std::tuple<const char*, const char*, void (ShortcutSheet::*)()> buttons[] = {
        {"Change…", "keyboard", &ShortcutSheet::changeWanted},
        {"Save as PDF…", "download", &ShortcutSheet::savePdfDialog},
        {"Print…", "printer", &ShortcutSheet::print}};
    for (const auto& [text, name, act] : buttons) {
        auto* button = new QPushButton(icon(name), text);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, act);
        top->addWidget(button);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metric::space4, metric::space4, metric::space4, metric::space4);
    column->setSpacing(metric::space3);
    column->addLayout(top);
    column->addWidget(scroll, 1);
    resize(960, 620);
    connect(m_filter, &QLineEdit::textChanged, m_page, &ShortcutPage::setFilter);
}

void ShortcutSheet::setGroups(QList<ShortcutGroup> groups)
{
    m_groups = groups;
    m_page->setGroups(std::move(groups));
}

bool ShortcutSheet::savePdf(const QString& file)
{
    QPdfWriter paper(file);
    paper.setPageSize(QPageSize(QPageSize::A4));
    paper.setPageMargins({}); // the sheet has its own
    paper.setTitle(windowTitle());
    return printSheet(paper, windowTitle(), m_groups) > 0;
}

void ShortcutSheet::savePdfDialog()
{
    const QString file = QFileDialog::getSaveFileName(
        this, "Save shortcuts", QDir::home().filePath("shortcuts.pdf"), "PDF (*.pdf)");
    if (!file.isEmpty() && !savePdf(file))
        Q_EMIT failed(file + ": expected a place to write to, found none");
}

void ShortcutSheet::print()
{
    QPrinter printer;
    printer.setDocName(windowTitle());
    printer.setFullPage(true);
    QPrintDialog dialog(&printer, this);
    if (dialog.exec() == QDialog::Accepted && printSheet(printer, windowTitle(), m_groups) == 0)
        Q_EMIT failed("printer: expected one that takes pages, found none");
}

int ShortcutSheet::shownCount() const
{
    return m_page->partCount();
}

} // namespace views
