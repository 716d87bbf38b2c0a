// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/relink.h"

#include "models/file_hashes.h"
#include "models/image_file.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace models {
namespace {

using explain::Error;

constexpr int mostFiles = 1'000'000;

/// Every image file below a folder.
QStringList imagesBelow(const QString& folder, const explain::Progress& progress)
{
    QStringList patterns;
    for (const QString& suffix : imageSuffixes())
        patterns << "*." + suffix;
    QStringList files;
    QDirIterator each(folder, patterns, QDir::Files | QDir::Readable, QDirIterator::Subdirectories);
    while (each.hasNext() && files.size() < mostFiles && !progress.cancelled())
        files << each.next();
    return files;
}

QString nameOf(const QString& file)
{
    return file.section('/', -1).toLower();
}

class Search {
public:
    Search(const QList<LostImage>& lost, const explain::Progress& progress) : m_progress(progress)
    {
        for (const LostImage& image : lost)
            if (image.sha256.isEmpty())
                m_byName[image.name.toLower()] << image.id;
            else
                m_byHash[image.sha256] << image.id;
        for (const LostImage& image : lost)
            m_names.insert(image.name.toLower());
    }

    void look(QStringList files)
    {
        std::ranges::stable_partition(
            files, [this](const QString& file) { return m_names.contains(nameOf(file)); });
        findByName(files);
        for (qsizetype i = 0; i < files.size() && !m_byHash.isEmpty(); ++i) {
            if (m_progress.cancelled())
                return;
            m_progress.report(double(i) / double(files.size()), "comparing files");
            if (const auto hash = fileHash(files[i].toStdString()))
                for (const QUuid& id : m_byHash.take(QString::fromStdString(*hash)))
                    found.insert(id, files[i]);
        }
    }

    QHash<QUuid, QString> found;

private:
    void findByName(const QStringList& files)
    {
        QHash<QString, QStringList> places;
        for (const QString& file : files)
            if (m_byName.contains(nameOf(file)))
                places[nameOf(file)] << file;
        for (auto place = places.cbegin(); place != places.cend(); ++place)
            if (place->size() == 1)
                for (const QUuid& id : m_byName.value(place.key()))
                    found.insert(id, place->first());
    }

    const explain::Progress& m_progress;
    QHash<QString, QList<QUuid>> m_byHash, m_byName;
    QSet<QString> m_names;
};

} // namespace

explain::Expected<QHash<QUuid, QString>>
findLost(const QList<LostImage>& lost, const QString& folder, const explain::Progress& progress)
{
    if (!QFileInfo(folder).isDir())
        return Error{Error::Kind::Input, folder.toStdString() + ": expected a folder, found none"};
    Search search(lost, progress);
    search.look(imagesBelow(folder, progress));
    if (progress.cancelled())
        return explain::cancelledError;
    return search.found;
}

} // namespace models
