// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/project_info.h"

#include "project/database.h"
#include "project/document.h"

#include <algorithm>

namespace project {
namespace {

void readAudit(const QString& file, Database::Access access, ProjectInfo& info)
{
    Database database(file, access);
    const auto valueOf = [&](const char* key) {
        Statement ask(database, "SELECT value FROM project WHERE key = ?");
        return ask.bind(0, std::string(key)).step() ? ask.text(0) : std::string();
    };
    info.auditRows = QString::fromStdString(valueOf("audit_rows")).toLongLong();
    info.auditHead = valueOf("audit_head");
}

} // namespace

explain::Expected<ProjectInfo> infoOf(const Document& document)
{
    ProjectInfo info{.schema = document.schema(),
                     .cases = document.all<Case>().size(),
                     .images = document.all<Image>().size(),
                     .texts = document.all<Text>().size(),
                     .claims = document.all<Claim>().size(),
                     .regions = document.all<Region>().size(),
                     .readers = document.all<Reader>().size()};
    const std::vector<const Reading*> readings = document.all<Reading>();
    info.verdicts = std::size_t(std::ranges::count_if(
        readings, [](const Reading* reading) { return !reading->verdict.isEmpty(); }));
    try {
        readAudit(document.file(), Database::Access::ReadOnly, info);
    } catch (const DatabaseError&) { // where no file may be made beside it
        try {
            readAudit(document.file(), Database::Access::Immutable, info);
        } catch (const DatabaseError& error) {
            return explain::Error{explain::Error::Kind::Input,
                                  document.file().toStdString()
                                      + ": expected a log that can be read, found: "
                                      + error.what()};
        }
    }
    return info;
}

nlohmann::ordered_json toJson(const ProjectInfo& info)
{
    return {{"format", "groundscope-project/1"},
            {"schema", info.schema},
            {"cases", info.cases},
            {"images", info.images},
            {"texts", info.texts},
            {"claims", info.claims},
            {"verdicts", info.verdicts},
            {"regions", info.regions},
            {"readers", info.readers},
            {"audit", {{"rows", info.auditRows}, {"head", info.auditHead}}}};
}

std::string toText(const ProjectInfo& info)
{
    const nlohmann::ordered_json all = toJson(info);
    std::string text;
    for (const char* key : {"cases", "images", "texts", "claims", "verdicts", "regions", "readers"})
        text += std::string(key) + std::string(10 - std::string(key).size(), ' ') + all[key].dump()
            + '\n';
    return text + "log       " + std::to_string(info.auditRows) + " rows, head "
        + info.auditHead.substr(0, 16) + "\nschema    " + std::to_string(info.schema) + '\n';
}

} // namespace project
