// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace views {

// Numbers as the studio prints them: a point whatever the locale, a true minus (U+2212), no zero
// before the point, and never a value without its unit: withUnit(). NaN is an en dash.

/// .312, −.0186, 142, 4.4e−5: as many significant digits, tiny and huge ones with an exponent.
QString number(double value, int significant = 3);

/// The same with a plus before what is above zero: +.19.
QString signedNumber(double value, int significant = 2);

/// A fixed number of decimals, for columns: .20, −.04, 0 as .00.
QString fixedNumber(double value, int decimals);
QString signedFixedNumber(double value, int decimals);

/// How many decimals a column needs whose largest magnitude is \p largest, so that its values show
/// two digits or so: 2 up to 6.
int columnDecimals(double largest);

/// A share of 1: 68 %.
QString percent(double share, int decimals = 0);

/// An interval behind its estimate: .71 [.68, .74].
QString interval(double value, double low, double high, int decimals = 2);

/// \p value and \p unit with a space that does not break; an empty unit adds nothing.
QString withUnit(const QString& value, const QString& unit);

/// For screen readers, which pass over U+2212: "minus .24".
QString spokenNumber(const QString& printed);

} // namespace views
