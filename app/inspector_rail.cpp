// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector_rail.h"

#include "views/icon.h"
#include "views/inspector.h"
#include "views/theme.h"

#include <QApplication>
#include <QDockWidget>
#include <QFrame>
#include <QKeyEvent>
#include <QMainWindow>
#include <QToolButton>
#include <QVBoxLayout>

namespace app {
namespace {

constexpr int buttonSide = 32;

} // namespace

InspectorRail::InspectorRail(QMainWindow* window, QDockWidget* dock, views::Inspector* inspector,
                             QWidget* header)
    : QObject(window), m_window(window), m_dock(dock), m_inspector(inspector), m_header(header),
      m_rail(makeRail()), m_overlay(new QFrame(window))
{
    m_overlay->setFrameShape(QFrame::StyledPanel);
    m_overlay->setAutoFillBackground(true);
    m_overlay->setAccessibleName(tr("Inspector"));
    m_overlay->hide();
    auto* column = new QVBoxLayout(m_overlay);
    column->setContentsMargins(1, 1, 1, 1);
    m_rail->setParent(m_overlay); // owned, while the dock holds the inspector
    m_rail->hide();
    m_window->installEventFilter(this);
    m_overlay->installEventFilter(this);
    connect(dock, &QDockWidget::visibilityChanged, this, [this] { Q_EMIT openChanged(isOpen()); });
}

QWidget* InspectorRail::makeRail()
{
    auto* rail = new QWidget;
    rail->setFixedWidth(views::metric::inspectorRail);
    auto* column = new QVBoxLayout(rail);
    column->setContentsMargins(4, 4, 4, 4);
    column->setSpacing(4);
    const std::tuple<const char*, const char*, QString> sections[] = {
        {"subject", "scan-eye", tr("Word or concept")},
        {"method", "sliders-horizontal", tr("Method")},
        {"scale", "contrast", tr("Scale")},
        {"trust", "shield-check", tr("How far to believe it")},
        {"provenance", "history", tr("Where it comes from")}};
    for (const auto& [id, icon, text] : sections) {
        auto* button = new QToolButton;
        button->setIcon(views::icon(icon));
        button->setToolTip(text);
        button->setAccessibleName(text);
        button->setAutoRaise(true);
        button->setFixedSize(buttonSide, buttonSide);
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QToolButton::clicked, this, [this, section = QString(id)] {
            m_overlay->isVisible() && m_section == section ? close() : open(section);
        });
        column->addWidget(button);
    }
    column->addStretch(1);
    return rail;
}

void InspectorRail::setRail(bool rail)
{
    if (rail == m_isRail)
        return;
    m_overlay->hide();
    m_isRail = rail;
    if (rail) {
        m_dock->setTitleBarWidget(new QWidget);
        m_header->hide();
        m_dock->setWidget(m_rail);
        m_overlay->layout()->addWidget(m_inspector);
    } else {
        delete m_dock->titleBarWidget();
        m_dock->setTitleBarWidget(m_header);
        m_header->show();
        m_dock->setWidget(m_inspector);
        m_rail->setParent(m_overlay);
        m_rail->hide();
    }
    m_dock->widget()->show();
    m_inspector->show();
    Q_EMIT openChanged(isOpen());
}

bool InspectorRail::isOpen() const
{
    return m_isRail ? !m_overlay->isHidden() : m_dock->isVisible();
}

void InspectorRail::open(const QString& section)
{
    m_dock->show();
    if (m_isRail) {
        place();
        m_overlay->show();
        m_overlay->raise();
    }
    if (!section.isEmpty())
        m_inspector->showSection(section);
    m_section = section;
    Q_EMIT openChanged(true);
}

void InspectorRail::close()
{
    if (!m_isRail) {
        m_dock->hide();
        return;
    }
    const bool hadFocus = m_overlay->isAncestorOf(QApplication::focusWidget());
    m_overlay->hide();
    if (hadFocus)
        m_rail->setFocus(Qt::OtherFocusReason);
    Q_EMIT openChanged(false);
}

/// Over the right side of what the window is about.
void InspectorRail::place()
{
    const QRect centre = m_window->centralWidget()->geometry();
    const int width = std::min(int(views::metric::inspectorOverlay), centre.width());
    const int right = m_dock->geometry().left();
    m_overlay->setGeometry(right - width, centre.top(), width, centre.height());
}

bool InspectorRail::eventFilter(QObject* watched, QEvent* event)
{
    const bool isKey =
        event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (watched == m_overlay && isKey && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        if (event->type() == QEvent::KeyPress)
            close();
        return true;
    }
    if (watched == m_window && event->type() == QEvent::Resize && m_overlay->isVisible())
        place();
    return QObject::eventFilter(watched, event);
}

} // namespace app
