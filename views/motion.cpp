// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/motion.h"

namespace views {
namespace {

bool isReduced = false;

} // namespace

bool reducesMotion()
{
    return isReduced;
}

void setReducesMotion(bool reduces)
{
    isReduced = reduces;
}

} // namespace views
