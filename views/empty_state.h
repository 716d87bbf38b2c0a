// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QMimeData;

namespace views {

/// A way to begin, shown as a card.
struct StartCard {
    QString id, icon, title, text;
};

/// What a new project shows instead of panels: a place to drop an image on, and ways to begin.
class EmptyState final : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);

    void setHeading(const QString& heading, const QString& sentence);
    void setCards(QList<StartCard> cards);

Q_SIGNALS:
    void openRequested();
    void pasteRequested();
    void cardChosen(const QString& id);
    void dropped(const QMimeData* mime); ///< valid during the signal alone

protected:
    void paintEvent(QPaintEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void setDragging(bool dragging);

    QLabel* m_heading;
    QLabel* m_sentence;
    QWidget* m_rule;
    QHBoxLayout* m_cards;
    bool m_dragging = false;
};

} // namespace views
