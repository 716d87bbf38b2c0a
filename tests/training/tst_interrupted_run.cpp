// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/safetensors.h"
#include "tests/support/check.h"
#include "training/metrics_log.h"
#include "training/state.h"
#include "training/trainer.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <fstream>
#include <random>
#include <thread>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace training;
namespace fs = std::filesystem;

namespace {

constexpr int64_t steps = 6;

/// Goes with all that is in it when the program ends.
struct Folder {
    fs::path path =
        fs::temp_directory_path() / ("groundscope-interrupted-" + std::to_string(::getpid()));
    ~Folder() { fs::remove_all(path); }
};

fs::path folder(const char* name)
{
    static const Folder all;
    return all.path / name;
}

/// Half of the steps on each grid; the state is kept after every one of them.
Options optionsFor(const fs::path& out)
{
    return {
        .out = out, .seed = 3, .images = 64 * steps, .fineFrom = .5, .threads = 1, .saveEvery = 0};
}

/// As the command line asks when only `--resume` is given.
Options resumed(const fs::path& out)
{
    return {.out = out, .seed = 3, .threads = 1, .resume = true};
}

std::string weightsIn(const fs::path& out)
{
    std::ifstream in(out / "model.safetensors", std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// What a run leaves that nobody disturbed.
const std::string& undisturbed()
{
    static const std::string weights = [] {
        const auto made = train(optionsFor(folder("whole")), {});
        return made ? weightsIn(*made) : std::string();
    }();
    return weights;
}

/// Starts the run in a process of its own and kills that, no handler asked, some time after the
/// first state was kept. Whether it was killed.
bool runAndKill(const fs::path& out)
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(train(optionsFor(out), {}) ? 0 : 1);
    int status = 0;
    while (!fs::exists(stateFile(out)) && ::waitpid(child, &status, WNOHANG) == 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    std::random_device chance;
    std::this_thread::sleep_for(std::chrono::milliseconds(chance() % 1000));
    ::kill(child, SIGKILL);
    return ::waitpid(child, &status, 0) == child && WIFSIGNALED(status);
}

} // namespace

// The first in this program: a process that forks must not have threads yet.
TEST(aRunThatWasKilledEndsLikeOneThatWasNot)
{
    const fs::path out = folder("killed");
    CHECK(runAndKill(out));
    const auto state = loadState(resumed(out));
    REQUIRE_OK(state);
    CHECK(state->step > 0 && state->step < steps);
    REQUIRE_OK(train(resumed(out), {}));
    CHECK(!undisturbed().empty());
    CHECK(weightsIn(out) == undisturbed());
    CHECK(!fs::exists(stateFile(out)));
}

TEST(aRunThatWasStoppedEndsLikeOneThatWasNot)
{
    const fs::path out = folder("stopped");
    int asked = 0;
    explain::Progress impatient;
    impatient.cancelled = [&] { return ++asked > 4; }; // after the switch to the fine grid
    const auto stopped = train(optionsFor(out), impatient);
    CHECK(!stopped && stopped.error().kind == explain::Error::Kind::Cancelled);
    const auto refused = train(optionsFor(out), {});
    CHECK(!refused && refused.error().kind == explain::Error::Kind::Usage);
    Options otherSeed = resumed(out);
    otherSeed.seed = 4;
    CHECK(!train(otherSeed, {}));
    REQUIRE_OK(train(resumed(out), {}));
    CHECK(weightsIn(out) == undisturbed());
}

TEST(aFinishedNetworkIsNotOverwritten)
{
    const fs::path out = folder("whole");
    CHECK(!undisturbed().empty());
    const auto bytesOf = [&] {
        std::ifstream in(out / "metrics.jsonl", std::ios::binary);
        return std::string{std::istreambuf_iterator<char>(in), {}};
    };
    const std::string before = bytesOf();
    const auto refused = train(optionsFor(out), {});
    CHECK(!refused && refused.error().kind == explain::Error::Kind::Usage);
    CHECK(!before.empty() && bytesOf() == before);
    CHECK(weightsIn(out) == undisturbed());
}

TEST(theLogGoesOnWhereTheStateIs)
{
    const fs::path file = folder("log.jsonl");
    fs::create_directories(file.parent_path());
    std::ofstream(file) << "{\"step\":50}\n{\"step\":100}\n{\"step\":150}\n{\"st";
    MetricsLog log(file, 100);
    CHECK(!log.append({{"step", 150}}));
    std::ifstream in(file, std::ios::binary);
    CHECK((std::string{std::istreambuf_iterator<char>(in), {}})
          == "{\"step\":50}\n{\"step\":100}\n{\"step\":150}\n");
    CHECK(!fs::exists(file.string() + ".part"));
}

TEST(theFolderHoldsTheWeightsOfTheLayout)
{
    const auto file = explain::readSafetensors(folder("whole") / "model.safetensors");
    REQUIRE_OK(file);
    CHECK(file->tensors.size() == 126 + 4); // CLIPModel's, and PC-Align's second heads
}
