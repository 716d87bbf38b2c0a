// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pair_makers.h"

#include "models/small_file.h"
#include "phantom/truth_case.h"

#include <QDir>
#include <QFileInfo>

namespace app {
namespace {

constexpr qint64 mostBytes = 64'000'000;

} // namespace

phantom::PairMaker pairMakerFor(phantom::Domain domain, const QString& folder)
{
    if (folder.isEmpty())
        return phantom::PairMaker(domain);
    const std::string_view name = phantom::name(domain);
    const QString file =
        QDir(folder).filePath(QString("pairs-%1-%2.bin")
                                  .arg(QString::fromLatin1(name.data(), qsizetype(name.size())))
                                  .arg(phantom::generatorVersion));
    if (QFileInfo::exists(file))
        if (const auto bytes = models::readSmallFile(file, mostBytes))
            if (auto kept = phantom::PairMaker::fromBytes(
                    domain, {bytes->constData(), std::size_t(bytes->size())}))
                return *std::move(kept);
    phantom::PairMaker made(domain);
    // A full disk costs the next run some seconds, nothing else.
    static_cast<void>(models::writeWhole(file, QByteArray::fromStdString(made.toBytes())));
    return made;
}

} // namespace app
