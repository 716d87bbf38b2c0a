// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop_look.h"

#include "views/theme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QEvent>
#include <QPalette>

namespace app {
namespace {

const QString service = "org.freedesktop.portal.Desktop";
const QString path = "/org/freedesktop/portal/desktop";
const QString portal = "org.freedesktop.portal.Settings";
const QString appearance = "org.freedesktop.appearance";

constexpr double starkContrast = 20.5; ///< black beside white, as high-contrast themes have it

} // namespace

DesktopLook::DesktopLook(QObject* parent) : QObject(parent)
{
    readPalette();
    qApp->installEventFilter(this);
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(service, path, portal, "SettingChanged", this,
                SLOT(portalSaid(QString, QString, QDBusVariant)));
    ask("color-scheme");
    ask("contrast");
}

void DesktopLook::ask(const QString& key)
{
    QDBusMessage question = QDBusMessage::createMethodCall(service, path, portal, "Read");
    question << appearance << key;
    auto* answer =
        new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, key, answer] {
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        answer->deleteLater();
        if (!reply.isError()) // Read wraps its value twice
            portalSaid(appearance, key, reply.value().variant().value<QDBusVariant>());
    });
}

void DesktopLook::portalSaid(const QString& area, const QString& key, const QDBusVariant& value)
{
    const uint said = value.variant().toUInt();
    if (area != appearance || (key == "color-scheme" && said == 0)) // 0: no preference
        return;
    if (key == "color-scheme") {
        m_portalKnows = true;
        m_dark = said == 1;
    } else if (key == "contrast") {
        m_contrast = said == 1;
    }
    Q_EMIT changed();
}

bool DesktopLook::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ThemeChange && !m_portalKnows) {
        readPalette();
        Q_EMIT changed();
    }
    return QObject::eventFilter(watched, event);
}

/// The desktop's own palette shows through only where the studio's is taken off for a moment.
void DesktopLook::readPalette()
{
    const QPalette ours = QGuiApplication::palette();
    QGuiApplication::setPalette(QPalette());
    const QPalette desktop = QGuiApplication::palette();
    QGuiApplication::setPalette(ours);
    const QColor ground = desktop.color(QPalette::Window);
    const QColor ink = desktop.color(QPalette::WindowText);
    m_dark = ground.lightness() < ink.lightness();
    m_contrast = m_dark && views::contrastRatio(ground, ink) >= starkContrast;
}

} // namespace app
