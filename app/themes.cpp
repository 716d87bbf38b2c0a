// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/themes.h"

#include "views/theme.h"

#include <QApplication>
#include <QPointer>
#include <QStringList>

namespace app {

Themes::Themes(QObject* parent) : QObject(parent)
{
    connect(&m_desktop, &DesktopLook::changed, this, [this] {
        if (m_name == "system")
            apply();
    });
}

bool Themes::isName(const QString& name)
{
    return QStringList{"system", "dark", "light", "contrast"}.contains(name);
}

void Themes::choose(const QString& name)
{
    m_name = isName(name) ? name : "system";
    apply();
}

void Themes::apply()
{
    using views::Scheme;
    const bool system = m_name == "system";
    const double opacity = views::theme().mapOpacity;
    if (m_name == "contrast" || (system && m_desktop.wantsContrast()))
        views::setScheme(Scheme::Contrast);
    else if (m_name == "dark" || (system && m_desktop.isDark()))
        views::setScheme(Scheme::Dark);
    else
        views::setScheme(Scheme::Light);
    Q_EMIT changed(opacity);
}

Themes& themes()
{
    static QPointer<Themes> one; // goes with the application, whose bus and palette it uses
    if (!one)
        one = new Themes(qApp);
    return *one;
}

} // namespace app
