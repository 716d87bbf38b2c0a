// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace views {

/// Whether the user asked for less motion: nothing then moves or changes by itself. [gui thread]
bool reducesMotion();
void setReducesMotion(bool reduces);

} // namespace views
