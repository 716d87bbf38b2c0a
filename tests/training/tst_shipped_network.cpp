// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/family.h"
#include "explain/regular_file.h"
#include "explain/sha256.h"
#include "phantom/vocabulary.h"
#include "tests/support/check.h"

#include <nlohmann/json.hpp>

namespace {

std::filesystem::path shipped()
{
    return std::filesystem::path(SOURCE_FOLDER) / "resources" / "networks" / "phantom";
}

} // namespace

TEST(theBuiltInNetworkIsSoundAndComputesWhatItsMakerSaw)
{
    const auto family = explain::familyOf(shipped());
    REQUIRE_OK(family);
    const auto report = family->check({.path = shipped()}, {});
    REQUIRE_OK(report);
    CHECK(report->good());
    CHECK(report->selfTest && report->selfTest->passed());
}

TEST(itsCardNamesTheseWeights)
{
    const auto hash = explain::sha256OfFile(shipped() / "model.safetensors");
    REQUIRE_OK(hash);
    const auto manifest =
        explain::readJsonObject(shipped() / "groundscope.json", explain::Error::Kind::Network);
    REQUIRE_OK(manifest);
    CHECK(manifest->at("card").at("sha256") == *hash);
    CHECK(std::filesystem::file_size(shipped() / "model.safetensors") <= 15'000'000);
}

// Whoever touches a file of the folder measures anew, or the window says "not calibrated".
TEST(itsFiguresAreThoseOfTheseFiles)
{
    const auto family = explain::familyOf(shipped());
    REQUIRE_OK(family);
    const auto report = family->check({.path = shipped()}, {});
    REQUIRE_OK(report);
    int found = 0;
    for (const char* name : {"calibration-shapes.json", "calibration-chest.json"}) {
        if (!std::filesystem::exists(shipped() / name))
            continue;
        const auto figures = explain::readJsonObject(shipped() / name);
        REQUIRE_OK(figures);
        CHECK(figures->at("network").at("sha256") == report->sha256);
        ++found;
    }
    CHECK(found > 0);
}

// Other words, other token numbers: the network would read nonsense without a word of warning.
TEST(itsTokensAreThoseOfTheGenerator)
{
    for (const auto& [name, made] : {std::pair{"vocab.json", phantom::vocabularyJson()},
                                     {"merges.txt", phantom::mergesText()}}) {
        const auto bytes = explain::readWholeFile(shipped() / name);
        REQUIRE_OK(bytes);
        CHECK(*bytes == made);
    }
}
