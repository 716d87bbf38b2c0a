// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/layouts.h"

#include <QCryptographicHash>
#include <QMainWindow>
#include <QSettings>

namespace app {
namespace {

constexpr int version = 2;
constexpr qsizetype sumBytes = 8;

QByteArray sumOf(const QByteArray& state)
{
    return QCryptographicHash::hash(state, QCryptographicHash::Sha256).first(sumBytes);
}

/// A name as a key: any letter may be in it.
QString encoded(const QString& name)
{
    return QString::fromLatin1(name.toUtf8().toBase64(QByteArray::Base64UrlEncoding));
}

QString decoded(const QString& key)
{
    return QString::fromUtf8(QByteArray::fromBase64(key.toLatin1(), QByteArray::Base64UrlEncoding));
}

} // namespace

Layouts::Layouts(QMainWindow* window, QSettings& stored, QObject* parent)
    : QObject(parent), m_window(window), m_stored(stored)
{
}

void Layouts::setDefault(Mode mode)
{
    m_defaults.insert(int(mode), m_window->saveState(version));
}

QString Layouts::key(const QString& rest) const
{
    return QString("layout/%1/%2").arg(m_mode == Mode::Explore ? "explore" : "annotate", rest);
}

bool Layouts::arrange(const QByteArray& sealed)
{
    const QByteArray state = sealed.mid(sumBytes);
    if (state.isEmpty() || sealed.first(sumBytes) != sumOf(state)
        || !m_window->restoreState(state, version))
        return false;
    Q_EMIT arranged();
    return true;
}

bool Layouts::restore()
{
    return arrange(m_stored.value(key("left")).toByteArray());
}

void Layouts::store()
{
    const QByteArray state = m_window->saveState(version);
    m_stored.setValue(key("left"), sumOf(state) + state);
}

void Layouts::enter(Mode mode)
{
    if (mode == m_mode)
        return;
    store();
    m_mode = mode;
    if (!restore())
        reset();
}

void Layouts::reset()
{
    const QByteArray fallback = m_defaults.value(int(Mode::Explore));
    m_window->restoreState(m_defaults.value(int(m_mode), fallback), version);
    Q_EMIT arranged();
}

QStringList Layouts::names() const
{
    m_stored.beginGroup(key("saved"));
    QStringList names;
    for (const QString& kept : m_stored.childKeys())
        names.append(decoded(kept));
    m_stored.endGroup();
    names.sort(Qt::CaseInsensitive);
    return names;
}

void Layouts::save(const QString& name)
{
    const QByteArray state = m_window->saveState(version);
    m_stored.setValue(key("saved/" + encoded(name)), sumOf(state) + state);
}

bool Layouts::show(const QString& name)
{
    return arrange(m_stored.value(key("saved/" + encoded(name))).toByteArray());
}

void Layouts::remove(const QString& name)
{
    m_stored.remove(key("saved/" + encoded(name)));
}

} // namespace app
