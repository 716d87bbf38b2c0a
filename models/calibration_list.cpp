// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/calibration_list.h"

#include "models/small_file.h"

#include <QDir>

#include <algorithm>

namespace models {
namespace {

constexpr qint64 mostBytes = 4'000'000;
constexpr qint64 longestChoice = 20'000;
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
         const std::string& sha256, bool isShipped)
{
    if (folder.isEmpty() || !QFileInfo(folder).isDir())
        return;
    const QDir dir(folder);
    for (const QString& name :
         dir.entryList({pattern}, QDir::Files, QDir::Name).mid(0, mostFiles)) {
        auto result = read(dir.filePath(name), sha256);
        if (result)
            known.sources.push_back({*std::move(result), isShipped});
        else
            known.faults.push_back(result.error());
    }
}

QString choiceFile(const std::string& sha256, const std::string& domain, const QString& userFolder)
{
    return QDir(userFolder)
        .filePath(QString::fromStdString(calibration::fileStem(sha256, domain)) + ".use");
}

/// What the user chose for \p domain; empty: nothing.
std::string choiceFor(const std::string& sha256, const std::string& domain,
                      const QString& userFolder)
{
    if (userFolder.isEmpty())
        return {};
    const auto bytes = readSmallFile(choiceFile(sha256, domain, userFolder), longestChoice);
    return bytes ? bytes->trimmed().toStdString() : std::string();
}

void useOneEach(Calibrations& known, const std::string& sha256, const QString& userFolder)
{
    std::ranges::stable_sort(known.sources, [&](const auto& a, const auto& b) {
        if (a.result.domain != b.result.domain)
            return a.result.domain < b.result.domain;
        if (a.isShipped != b.isShipped)
            return a.isShipped;
        return a.result.cases > b.result.cases;
    });
    for (auto first = known.sources.begin(); first != known.sources.end();) {
        const std::string domain = first->result.domain;
        const auto end = std::find_if(first, known.sources.end(), [&](const auto& source) {
            return source.result.domain != domain;
        });
        const std::string choice = choiceFor(sha256, domain, userFolder);
        const auto chosen = std::find_if(first, end, [&](const auto& source) {
            return calibration::sourceOf(source.result) == choice;
        });
        if (chosen != end)
            std::rotate(first, chosen, chosen + 1);
        first->isInUse = true;
        known.results.push_back(first->result);
        first = end;
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
    add(known, networkFolder, "calibration-*.json", sha256, /*isShipped=*/true);
    add(known, userFolder, QString::fromStdString(sha256) + "-*.json", sha256,
        /*isShipped=*/false);
    useOneEach(known, sha256, userFolder);
    return known;
}

std::optional<explain::Error> keepCalibration(const calibration::Result& result,
                                              const QString& userFolder)
{
    if (userFolder.isEmpty() || !QDir().mkpath(userFolder))
        return explain::Error{explain::Error::Kind::Input,
                              "calibrations: expected a folder to keep them in, found none"};
    return writeWhole(
        QDir(userFolder).filePath(QString::fromStdString(calibration::fileName(result))),
        QByteArray::fromStdString(calibration::toJson(result)));
}

std::optional<explain::Error> chooseCalibration(const calibration::Result& result,
                                                const QString& userFolder)
{
    if (userFolder.isEmpty() || !QDir().mkpath(userFolder))
        return explain::Error{explain::Error::Kind::Input,
                              "calibrations: expected a folder to keep the choice in, found none"};
    return writeWhole(choiceFile(result.sha256, result.domain, userFolder),
                      QByteArray::fromStdString(calibration::sourceOf(result)) + '\n');
}

std::map<std::string, std::string> thresholdsFor(const Calibrations& known,
                                                 const std::string& domain)
{
    std::map<std::string, std::string> values;
    const auto results = known.of(domain);
    if (results.size() == 1)
        for (const auto& [knob, value] : results.front()->thresholds)
            values[knob] = QByteArray::number(value, 'g', 6).toStdString();
    return values;
}

} // namespace models
