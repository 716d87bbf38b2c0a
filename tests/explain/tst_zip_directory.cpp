// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/zip_directory.h"

#include "tests/support/check.h"
#include "tests/support/zip_bytes.h"

#include <random>

using namespace explain;
using support::zipBytes;
using support::ZipFile;

namespace {

bool accepted(const std::string& archive)
{
    return std::holds_alternative<ZipEntries>(readZipDirectory(archive));
}

/// Whether \p archive is refused with \p why in the reason.
bool refused(const std::string& archive, const std::string& why)
{
    const auto read = readZipDirectory(archive);
    const auto* fault = std::get_if<std::string>(&read);
    if (fault && fault->find(why) != std::string::npos)
        return true;
    std::cerr << (fault ? *fault : "accepted") << ", expected: " << why << '\n';
    return false;
}

const std::vector<ZipFile> two{{.name = "r/data.pkl", .content = "abc"},
                               {.name = "r/data/0", .content = "defg"}};

} // namespace

TEST(storedEntriesAreFound)
{
    const std::string archive = zipBytes(two);
    CHECK(isZip(archive) && !isZip("PK\x05\x06"));
    const auto read = readZipDirectory(archive);
    REQUIRE(std::holds_alternative<ZipEntries>(read));
    const ZipEntries& entries = std::get<ZipEntries>(read);
    CHECK(entries.size() == 2 && entries.at("r/data.pkl") == "abc");
    CHECK(entries.at("r/data/0") == "defg");
    CHECK(entries.at("r/data/0").data() > archive.data()); // a part of it, no copy
    CHECK(accepted(zipBytes({})) && accepted(zipBytes({{.name = "empty"}})));
}

TEST(largeArchivesAreReadByTheir64BitFields)
{
    std::vector<ZipFile> wide = two;
    for (ZipFile& file : wide)
        file.is64 = true;
    for (const bool has64End : {false, true}) {
        const std::string archive = zipBytes(wide, -1, has64End);
        const auto read = readZipDirectory(archive);
        REQUIRE(std::holds_alternative<ZipEntries>(read));
        CHECK(std::get<ZipEntries>(read).at("r/data/0") == "defg");
    }
}

TEST(whatIsNotStoredPlainlyIsRefused)
{
    const std::string whole = zipBytes(two);
    CHECK(refused(zipBytes({{.name = "a", .content = "x", .method = 8}}), "stored"));
    CHECK(refused(zipBytes({{.name = "a", .content = "x", .flags = 1}}), "encrypted"));
    CHECK(refused(zipBytes({{.name = "a"}, {.name = "a"}}), "once"));
    CHECK(refused(zipBytes({{.name = "a", .localName = "b"}}), "as the directory"));
    CHECK(refused(zipBytes(two, 0), "as the directory"));
    CHECK(refused(zipBytes({{.name = "a", .content = "x"}, {.name = "a", .content = "x"}}, 0),
                  "once"));
    CHECK(refused(zipBytes(two, 1 << 20), "end of the file"));
    CHECK(refused(whole + "x", "at the end"));
    CHECK(refused(whole.substr(0, whole.size() - 1), "at the end"));
    CHECK(refused("PK", "22 bytes"));
    std::string promised = whole; // more entries than its directory has room for
    promised[promised.size() - 12] = promised[promised.size() - 11] = '\x10';
    CHECK(refused(promised, "room for"));
    const std::string inner = zipBytes({{.name = "b", .content = "12"}}); // an entry in an entry
    const std::string head = inner.substr(0, inner.find("PK\x01\x02"));
    CHECK(refused(zipBytes({{.name = "a", .content = head}, {.name = "b", .content = "12"}}, 31),
                  "overlapping"));
}

TEST(noMutationReachesOutOfTheArchive)
{
    const std::string whole = zipBytes(two, -1, true);
    std::mt19937 random(1);
    int survived = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string mutated = whole.substr(0, round % 4 ? whole.size() : random() % whole.size());
        for (unsigned i = 0, count = 1 + random() % 4; i < count && !mutated.empty(); ++i)
            mutated[random() % mutated.size()] = char(random() % 3 ? random() : 0xff);
        const auto read = readZipDirectory(mutated);
        const auto* entries = std::get_if<ZipEntries>(&read);
        survived += entries != nullptr;
        if (entries)
            for (const auto& [name, content] : *entries)
                CHECK(content.data() >= mutated.data()
                      && content.data() + content.size() <= mutated.data() + mutated.size());
    }
    CHECK(survived > 100 && survived < 20'000); // it is neither deaf nor credulous
}
