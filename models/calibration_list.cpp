// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/calibration_list.h"

#include "models/small_file.h"

#include <QDir>

#include <algorithm>

namespace models {
namespace {

constexpr qint64 mostBytes = 4'000'000;
constexpr qsizetype mostFiles = 64; ///< a network, a folder

explain::Expected<calibration::Result> read(const QString& file, const std::string& sha256)
{
    const auto bytes = readSmallFile(file, mostBytes);
    if (!bytes)
        return bytes.error();
    auto result = calibration::fromJson(bytes->toStdString());
    const auto wrong = [&](const std::string& why) {
        return explain::Error{explain::Error::Kind::Input, file.toStdString() + ": " + why};
    };
    if (!result)
        return wrong(result.error().message);
    if (result->sha256 != sha256)
        return wrong("expected figures of the weights " + sha256.substr(0, 8) + ", found those of "
                     + result->sha256.substr(0, 8));
    return result;
}

void add(Calibrations& known, const QString& folder, const QString& pattern,
         const std::string& sha256)
{
    if (folder.isEmpty() || !QFileInfo(folder).isDir())
        return;
    const QDir dir(folder);
    for (const QString& name :
         dir.entryList({pattern}, QDir::Files, QDir::Name).mid(0, mostFiles)) {
        auto result = read(dir.filePath(name), sha256);
        if (!result) {
            known.faults.push_back(result.error());
            continue;
        }
        const auto same =
            std::ranges::find(known.results, result->domain, &calibration::Result::domain);
        if (same == known.results.end())
            known.results.push_back(*std::move(result));
    }
}

} // namespace

std::vector<const calibration::Result*> Calibrations::of(const std::string& domain) const
{
    std::vector<const calibration::Result*> all;
    for (const calibration::Result& result : results) {
        if (result.domain == domain)
            return {&result};
        all.push_back(&result);
    }
    return all;
}

Calibrations findCalibrations(const std::string& sha256, const QString& networkFolder,
                              const QString& userFolder)
{
    Calibrations known;
    if (sha256.empty())
        return known; // made of no files: nothing to know it by
    add(known, userFolder, QString::fromStdString(sha256) + "-*.json", sha256);
    add(known, networkFolder, "calibration-*.json", sha256);
    std::ranges::sort(known.results, {}, &calibration::Result::domain);
    return known;
}

std::optional<explain::Error> keepCalibration(const calibration::Result& result,
                                              const QString& userFolder)
{
    if (userFolder.isEmpty() || !QDir().mkpath(userFolder))
        return explain::Error{explain::Error::Kind::Input,
                              "calibrations: expected a folder to keep them in, found none"};
    const QString name =
        QString::fromStdString(calibration::fileName(result.sha256, result.domain));
    return writeWhole(QDir(userFolder).filePath(name),
                      QByteArray::fromStdString(calibration::toJson(result)));
}

} // namespace models
