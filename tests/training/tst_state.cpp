// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/safetensors.h"
#include "tests/support/check.h"
#include "training/metrics_log.h"
#include "training/trainer.h"

#include <nlohmann/json.hpp>

#include <fstream>

#include <unistd.h>

using namespace training;
namespace fs = std::filesystem;

namespace {

/// A folder that goes with the object.
struct Folder {
    fs::path path = fs::temp_directory_path() / ("groundscope-state-" + std::to_string(::getpid()));
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
};

} // namespace

TEST(aStateComesBackToTheBit)
{
    Folder folder;
    const Options options{.out = folder.path, .seed = 3};
    State state = State::begin(builtinShape(), 3);
    state.step = 7;
    state.images = 6400;
    state.fineFrom = .123456789;
    state.optimiser.steps = 7;
    state.optimiser.first.fill_(.25);
    CHECK(!saveState(state, options));
    const auto read = loadState(options);
    REQUIRE_OK(read);
    CHECK(read->weights.flat.equal(state.weights.flat));
    CHECK(read->optimiser.first.equal(state.optimiser.first) && read->optimiser.steps == 7);
    CHECK(read->step == 7 && read->images == 6400 && read->fineFrom == .123456789);
    CHECK(read->interruptions == 1);
}

TEST(aStateWithAWrongNumberIsRefused)
{
    Folder folder;
    const Options options{.out = folder.path, .seed = 3};
    CHECK(!saveState(State::begin(builtinShape(), 3), options));
    const auto sound = explain::readSafetensors(stateFile(folder.path));
    REQUIRE_OK(sound);
    for (const auto& [key, value] :
         std::initializer_list<std::pair<const char*, const char*>>{{"step", "-5"},
                                                                    {"step", "7 steps"},
                                                                    {"images", ""},
                                                                    {"images", "9e99"},
                                                                    {"fine-from", "nan"},
                                                                    {"fine-from", "1.5"},
                                                                    {"interruptions", "2147483647"},
                                                                    {"patch", "16"}}) {
        auto metadata = sound->metadata;
        metadata[key] = value;
        REQUIRE_OK(explain::writeSafetensors(stateFile(folder.path), sound->tensors, metadata));
        const auto read = loadState(options);
        CHECK(!read && read.error().kind == explain::Error::Kind::Input
              && read.error().message.find(key) != std::string::npos);
    }
    auto metadata = sound->metadata;
    metadata.erase("step");
    REQUIRE_OK(explain::writeSafetensors(stateFile(folder.path), sound->tensors, metadata));
    CHECK(!loadState(options));
}

TEST(aLogGoesOnBehindItsLastSoundLine)
{
    Folder folder;
    const fs::path file = folder.path / "metrics.jsonl";
    std::ofstream(file) << "{\"step\":50}\n{\"step\":\"60\"}\n[1]\nno JSON\n{\"step\":100}\n{\"st";
    MetricsLog log(file, 50);
    CHECK(!log.append({{"step", 51}}));
    std::ifstream read(file);
    const std::string text{std::istreambuf_iterator<char>(read), {}};
    CHECK(text == "{\"step\":50}\n{\"step\":51}\n");
}
