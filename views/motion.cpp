// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/motion.h"

#include <QApplication>

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
    for (const Qt::UIEffect effect : {Qt::UI_AnimateMenu, Qt::UI_FadeMenu, Qt::UI_AnimateCombo,
                                      Qt::UI_AnimateTooltip, Qt::UI_FadeTooltip})
        QApplication::setEffectEnabled(effect, !reduces);
}

} // namespace views
