// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace views {

/// A name and its value in a read-out: "cos" and ".312".
struct Reading {
    enum class Tone { Plain, Caution, Bad };

    QString name, value; ///< either may be empty
    Tone tone = Tone::Plain;
    QString icon; ///< before the name; empty: none
};

using Readings = QList<Reading>;

} // namespace views
