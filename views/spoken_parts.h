// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QString>

class QWidget;

namespace views {

/// What a painted view tells a screen reader: a list of parts, each with its own words and place.
class SpokenParts {
public:
    virtual ~SpokenParts() = default;
    virtual int partCount() const = 0;
    virtual QString partText(int part) const = 0;
    virtual QRect partRect(int part) const = 0; ///< in the widget
    virtual int currentPart() const { return -1; }
};

/// Lets a screen reader see the parts of every widget that is a SpokenParts. Call it in the
/// widget's constructor; the second call does nothing.
void enableSpokenParts();

/// Tells a screen reader that \p part of \p widget has become the current one.
void speakPart(QWidget* widget, int part);

} // namespace views
