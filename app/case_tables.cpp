// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/case_tables.h"

#include "models/image_file.h"

namespace app {
namespace {

explain::Expected<project::ImageFacts> probe(const QString& file)
{
    const auto facts = models::probeImage(file);
    if (!facts)
        return facts.error();
    return project::ImageFacts{facts->size.width(), facts->size.height(),
                               QString::fromStdString(facts->fileSha256)};
}

} // namespace

explain::Expected<project::CaseTable> readCases(const QString& path,
                                                const project::TableOptions& options,
                                                const explain::Progress& progress)
{
    auto table = project::readCaseTable(path, options, progress);
    if (table)
        if (const auto error = project::probeImages(*table, probe, progress))
            return *error;
    return table;
}

} // namespace app
