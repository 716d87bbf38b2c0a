// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/word.h"

#include <QWidget>

namespace views {

/// A name and its number, ready to be read.
struct NamedValue {
    QString name;
    double value = std::numeric_limits<double>::quiet_NaN();
    int index = -1; ///< of the word or concept it stands for
};

/// A panel's side strip: the words or concepts at the hovered patch, strongest pull first.
class WordsAtPatch final : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    void setTitle(const QString& title);      ///< "At this patch"
    void setValues(QList<NamedValue> values); ///< in any order; the view sorts
    void setCurrent(int index);               ///< NamedValue::index; -1: none
    void setDarkGround(bool dark);            ///< beside a canvas that is dark in both themes

    QList<NamedValue> shown() const; ///< sorted, as painted

Q_SIGNALS:
    void nameHovered(int index);
    void nameActivated(int index);
    void left();
};

} // namespace views
