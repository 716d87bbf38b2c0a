// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/network_list.h"

#include "models/files_stamp.h"
#include "models/small_file.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>

#include <algorithm>

namespace models {
namespace {

using explain::Error;
using State = NetworkEntry::State;

constexpr const char* format = "groundscope-networks/1";
constexpr qint64 largestFile = 1 << 20; // bytes
constexpr qsizetype mostNetworks = 1000;
constexpr int lockTimeoutMs = 2000;

/// One path for each place, however it was written. A lone file keeps its own name: model hubs hand
/// out links to files that are named by their hash.
QString absolute(const QString& path)
{
    const QFileInfo where(path);
    if (where.isFile())
        return QFileInfo(where.absolutePath()).canonicalFilePath() + '/' + where.fileName();
    const QString canonical = where.canonicalFilePath();
    return canonical.isEmpty() ? QDir::cleanPath(where.absoluteFilePath()) : canonical;
}

/// What is remembered: path to family. A file that is not ours is an error, none is empty.
explain::Expected<QJsonArray> read(const QString& file)
{
    if (file.isEmpty() || !QFileInfo::exists(file))
        return QJsonArray();
    const auto bytes = readSmallFile(file, largestFile);
    if (!bytes)
        return bytes.error();
    const QJsonObject json = QJsonDocument::fromJson(*bytes).object();
    const QJsonArray networks = json["networks"].toArray();
    if (json["format"].toString() != format || networks.size() > mostNetworks)
        return Error{Error::Kind::Input,
                     QString("%1: expected a list of networks (%2), found something else")
                         .arg(file, format)
                         .toStdString()};
    return networks;
}

qsizetype indexOf(const QJsonArray& networks, const QString& path)
{
    for (qsizetype i = 0; i < networks.size(); ++i)
        if (networks[i]["path"].toString() == path)
            return i;
    return -1;
}

/// Reads, changes and writes the file as one step: another window may be doing the same.
template <class Edit> std::optional<Error> rewrite(const QString& file, Edit edit)
{
    if (file.isEmpty())
        return {};
    QLockFile lock(file + ".lock");
    lock.tryLock(lockTimeoutMs);
    auto networks = read(file);
    if (!networks)
        return networks.error();
    edit(*networks);
    const QJsonObject json{{"format", format}, {"networks", *networks}};
    return writeWhole(file, QJsonDocument(json).toJson());
}

} // namespace

NetworkList::NetworkList(PluginList& plugins, const QString& builtInFolder, QString file,
                         QObject* parent)
    : QAbstractListModel(parent), m_plugins(plugins), m_file(std::move(file))
{
    if (!builtInFolder.isEmpty())
        addBuiltIn(builtInFolder);
    for (const FamilyInfo& family : m_plugins.families())
        if (family.rules.isEmpty())
            append({.id = family.id,
                    .name = family.title,
                    .family = family.id,
                    .builtIn = true,
                    .skills = family.skills});
    addRemembered();
}

int NetworkList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant NetworkList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const NetworkEntry& entry = m_entries[index.row()];
    switch (role) {
    case Qt::DisplayRole: return entry.name;
    case Qt::ToolTipRole: return entry.error.isEmpty() ? entry.path : entry.error;
    case IdRole: return entry.id;
    case FamilyRole: return entry.family;
    case PathRole: return entry.path;
    case BytesRole: return entry.bytes;
    case SkillsRole: return entry.skills;
    case StateRole: return int(entry.state);
    case ErrorRole: return entry.error;
    case Sha256Role: return entry.sha256;
    case BuiltInRole: return entry.builtIn;
    default: return {};
    }
}

QHash<int, QByteArray> NetworkList::roleNames() const
{
    return {{Qt::DisplayRole, "name"}, {IdRole, "id"},       {FamilyRole, "family"},
            {PathRole, "path"},        {BytesRole, "bytes"}, {SkillsRole, "skills"},
            {StateRole, "state"},      {ErrorRole, "error"}, {Sha256Role, "sha256"},
            {BuiltInRole, "builtIn"}};
}

const NetworkEntry* NetworkList::find(const QString& idPathOrName) const
{
    // An id is never mistaken for the name of another, nor a path for either.
    const QString path = absolute(idPathOrName);
    auto it = std::ranges::find(m_entries, idPathOrName, &NetworkEntry::id);
    if (it == m_entries.end() && QFileInfo::exists(path))
        it = std::ranges::find(m_entries, path, &NetworkEntry::path);
    if (it == m_entries.end())
        it = std::ranges::find(m_entries, idPathOrName, &NetworkEntry::name);
    return it == m_entries.end() ? nullptr : &*it;
}

explain::Expected<QString> NetworkList::add(const QString& path)
{
    const QString where = absolute(path);
    const int row = rowOf(where);
    if (row >= 0 && !m_entries[row].family.isEmpty())
        return where;
    const auto family = m_plugins.recognise(where);
    if (!family)
        return family.error();
    const NetworkEntry entry = entryFor(where, *family);
    if (row < 0) {
        append(entry);
    } else { // a plugin that knows it has been installed since
        m_entries[row] = entry;
        Q_EMIT dataChanged(index(row), index(row));
    }
    const auto error = rewrite(m_file, [&](QJsonArray& networks) {
        const QJsonObject remembered{{"path", where}, {"family", *family}};
        const qsizetype at = indexOf(networks, where);
        if (at < 0)
            networks.append(remembered);
        else
            networks[at] = remembered;
    });
    if (error)
        Q_EMIT notice(*error);
    return where;
}

std::optional<Error> NetworkList::remove(const QString& id)
{
    const int row = rowOf(id);
    if (row < 0 || m_entries[row].builtIn)
        return Error{Error::Kind::Usage,
                     (id + ": expected a network that was added, found "
                      + (row < 0 ? "none" : "one of the program's own"))
                         .toStdString()};
    const QString path = m_entries[row].path;
    beginRemoveRows({}, row, row);
    m_entries.removeAt(row);
    endRemoveRows();
    return rewrite(m_file, [&path](QJsonArray& networks) {
        if (const qsizetype at = indexOf(networks, path); at >= 0)
            networks.removeAt(at);
    });
}

void NetworkList::setLoading(const QString& id)
{
    change(id, State::Loading, {}, {});
}

void NetworkList::setLoaded(const QString& id, const QString& sha256)
{
    change(id, State::Loaded, {}, sha256);
}

void NetworkList::setFailed(const QString& id, const QString& error)
{
    change(id, State::Failed, error, {});
}

void NetworkList::setNotLoaded(const QString& id)
{
    change(id, State::NotLoaded, {}, {});
}

void NetworkList::change(const QString& id, State state, const QString& error,
                         const QString& sha256)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    m_entries[row].state = state;
    m_entries[row].error = error;
    if (!sha256.isEmpty())
        m_entries[row].sha256 = sha256;
    Q_EMIT dataChanged(index(row), index(row), {StateRole, ErrorRole, Sha256Role});
}

void NetworkList::append(const NetworkEntry& entry)
{
    beginInsertRows({}, rowCount(), rowCount());
    m_entries.append(entry);
    endInsertRows();
}

int NetworkList::rowOf(const QString& id) const
{
    const auto it = std::ranges::find(m_entries, id, &NetworkEntry::id);
    return it == m_entries.end() ? -1 : int(it - m_entries.begin());
}

void NetworkList::addBuiltIn(const QString& folder)
{
    const QDir place(folder);
    for (const QFileInfo& network :
         place.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QString path = absolute(network.filePath());
        NetworkEntry entry = entryFor(path, m_plugins.recogniseByRules(path));
        entry.builtIn = true;
        append(entry);
    }
}

void NetworkList::addRemembered()
{
    const auto networks = read(m_file);
    if (!networks) {
        m_unreadable = networks.error();
        return;
    }
    for (const QJsonValue& network : *networks) {
        const QString path = network["path"].toString();
        if (QDir::isAbsolutePath(path) && rowOf(path) < 0)
            append(entryFor(path, network["family"].toString()));
    }
}

NetworkEntry NetworkList::entryFor(const QString& path, const QString& family) const
{
    NetworkEntry entry{.id = path,
                       .name = QFileInfo(path).fileName(),
                       .family = {},
                       .path = path,
                       .bytes = stampOf(path).bytes};
    if (!QFileInfo::exists(path)) {
        entry.state = State::Failed;
        entry.error = tr("%1: expected a network, found nothing there").arg(path);
    }
    for (const FamilyInfo& known : m_plugins.families()) {
        if (known.id != family)
            continue;
        entry.family = family;
        entry.skills = known.skills;
    }
    if (entry.family.isEmpty() && entry.error.isEmpty()) {
        entry.state = State::Failed;
        entry.error = tr("%1: expected a plugin that knows it, found none").arg(path);
    }
    return entry;
}

} // namespace models
