// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/spoken_parts.h"
#include "views/word.h"

#include <QWidget>

namespace views {

/// A name and its number, ready to be read.
struct NamedValue {
    QString name;
    double value = std::numeric_limits<double>::quiet_NaN();
    int index = -1; ///< of the word or concept it stands for
};

/// A panel's side strip: the words or concepts at the hovered patch, strongest pull first. Shows as
/// many as fit.
class WordsAtPatch final : public QWidget, public SpokenParts {
    Q_OBJECT
public:
    explicit WordsAtPatch(QWidget* parent = nullptr);

    void setTitle(const QString& title);      ///< "At this patch"
    void setValues(QList<NamedValue> values); ///< in any order; the view sorts
    void setCurrent(int index);               ///< NamedValue::index; -1: none
    void setDarkGround(bool dark);            ///< beside a canvas that is dark in both themes

    const QList<NamedValue>& shown() const { return m_values; } ///< sorted, as painted

    int partCount() const override { return int(m_values.size()); }
    QString partText(int part) const override;
    QRect partRect(int part) const override;
    int currentPart() const override;
    QSize sizeHint() const override;

Q_SIGNALS:
    void nameHovered(int index);
    void nameActivated(int index);
    void left();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    int rowAt(QPoint position) const;
    void hover(int row);

    QString m_title = "At this patch";
    QList<NamedValue> m_values;
    int m_current = -1;
    bool m_dark = false;
};

} // namespace views
