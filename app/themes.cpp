// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/themes.h"

#include "views/theme.h"

#include <QGuiApplication>
#include <QPalette>

namespace app {
namespace {

/// Taken once, before the studio sets a palette of its own.
bool systemIsDark()
{
    static const bool dark = [] {
        const QPalette palette = QGuiApplication::palette();
        return palette.color(QPalette::Window).lightness()
            < palette.color(QPalette::WindowText).lightness();
    }();
    return dark;
}

} // namespace

void applyTheme(const QString& name)
{
    const bool dark = systemIsDark();
    views::setScheme(name == "light" || (name != "dark" && !dark) ? views::Scheme::Light
                                                                  : views::Scheme::Dark);
}

} // namespace app
