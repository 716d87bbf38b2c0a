// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/check.h"

#include "explain/result_folder.h"

#include <atomic>
#include <csignal>
#include <fstream>
#include <set>
#include <sstream>

#include <sys/resource.h>
#include <thread>
#include <unistd.h>

using namespace explain;
namespace fs = std::filesystem;

namespace {

struct Scratch {
    fs::path path = fs::temp_directory_path() / ("tst_result_folder-" + std::to_string(getpid()));
    Scratch() { fs::create_directories(path); }
    ~Scratch() { fs::remove_all(path); }

    /// Everything below, hidden things included.
    std::set<std::string> names() const
    {
        std::set<std::string> all;
        for (const auto& entry : fs::recursive_directory_iterator(path))
            all.insert(fs::relative(entry.path(), path).string());
        return all;
    }
    std::string read(const std::string& name) const
    {
        std::ostringstream bytes;
        bytes << std::ifstream(path / name, std::ios::binary).rdbuf();
        return bytes.str();
    }
    void write(const std::string& name, const std::string& bytes) const
    {
        fs::create_directories((path / name).parent_path());
        std::ofstream(path / name, std::ios::binary) << bytes;
    }
};

using Names = std::set<std::string>;

} // namespace

TEST(anotherRunsCleaningUpIsNoFault)
{
    const Scratch scratch;
    const fs::path shared = scratch.path / "shared";
    std::atomic<bool> stop = false;
    std::thread other([&] { // runs that fail there and take their empty folders away
        while (!stop)
            (void)ResultFolder::open(shared / "other");
    });
    int failed = 0;
    for (int i = 0; i < 500; ++i)
        failed += !ResultFolder::open(shared / "out");
    stop = true;
    other.join();
    CHECK(failed == 0);
}

TEST(aNewFolderAppearsAtTheEnd)
{
    const Scratch scratch;
    {
        auto folder = ResultFolder::open(scratch.path / "a/b/out/");
        REQUIRE_OK(folder);
        CHECK(!folder->write("result.json", "{}"));
        CHECK(!fs::exists(scratch.path / "a/b/out"));
        CHECK(!folder->commit({}, "result.json"));
    }
    CHECK(scratch.names() == Names{"a", "a/b", "a/b/out", "a/b/out/result.json"});
    CHECK(scratch.read("a/b/out/result.json") == "{}");
}

TEST(withoutCommitNothingStays)
{
    const Scratch scratch;
    scratch.write("old/result.json", "old");
    for (const char* name : {"old", "new", "a/b/new"}) {
        auto folder = ResultFolder::open(scratch.path / name);
        REQUIRE_OK(folder);
        CHECK(!folder->write("result.json", "new"));
    }
    CHECK(scratch.names() == Names{"old", "old/result.json"});
    CHECK(scratch.read("old/result.json") == "old");
}

/// Two runs that begin at once and make the same parent, several times over.
TEST(runsThatMakeTheSameParentsDoNotMeet)
{
    const Scratch scratch;
    std::atomic<int> failed = 0;
    for (int round = 0; round < 50; ++round) {
        const fs::path parent = scratch.path / std::to_string(round) / "a/b/c/d";
        const auto run = [&](const char* name) {
            auto folder = ResultFolder::open(parent / name);
            failed +=
                !folder || folder->write("result.json", "{}") || folder->commit({}, "result.json");
        };
        std::thread other(run, "one");
        run("two");
        other.join();
        CHECK(fs::exists(parent / "one/result.json") && fs::exists(parent / "two/result.json"));
    }
    CHECK(failed == 0);
}

TEST(anOlderResultIsReplacedAndTheRestLeftAlone)
{
    const Scratch scratch;
    for (const char* name : {"result.json", "figure.svg", "figure.png", "notes.txt", "mine/a.txt"})
        scratch.write(name, "old");
    auto folder = ResultFolder::open(scratch.path);
    REQUIRE_OK(folder);
    CHECK(!folder->write("result.json", "new"));
    CHECK(!folder->write("figure.png", "new"));
    CHECK(!folder->commit({"result.json", "figure.png", "figure.svg"}, "result.json"));
    CHECK(scratch.names() == Names{"result.json", "figure.png", "notes.txt", "mine", "mine/a.txt"});
    CHECK(scratch.read("result.json") == "new");
    CHECK(scratch.read("figure.png") == "new");
    CHECK(scratch.read("notes.txt") == "old");
}

TEST(aFailedCommitPutsEverythingBack)
{
    const Scratch scratch;
    scratch.write("result.json", "old");
    scratch.write("tensors.safetensors/inside", "a folder where a file must go");
    {
        auto folder = ResultFolder::open(scratch.path);
        REQUIRE_OK(folder);
        CHECK(!folder->write("result.json", "new"));
        CHECK(!folder->write("tensors.safetensors", "new"));
        const auto error = folder->commit({}, "result.json");
        REQUIRE(error.has_value());
        CHECK(error->exitCode() == 3);
    }
    CHECK(scratch.names()
          == Names{"result.json", "tensors.safetensors", "tensors.safetensors/inside"});
    CHECK(scratch.read("result.json") == "old");
}

TEST(filesMayLieOneFolderDeep)
{
    for (const bool existed : {false, true}) {
        const Scratch scratch;
        if (existed)
            for (const char* name : {"truth.jsonl", "images/0.png", "images/1.png", "images/me"})
                scratch.write("out/" + std::string(name), "old");
        auto folder = ResultFolder::open(scratch.path / "out");
        REQUIRE_OK(folder);
        CHECK(!folder->write("images/0.png", "new"));
        for (const char* line : {"one ", "two"})
            CHECK(!folder->append("truth.jsonl", line));
        CHECK(!folder->commit({"images/0.png", "images/1.png"}, "truth.jsonl"));
        Names wanted{"out", "out/images", "out/images/0.png", "out/truth.jsonl"};
        if (existed)
            wanted.insert("out/images/me");
        CHECK(scratch.names() == wanted);
        CHECK(scratch.read("out/images/0.png") == "new");
        CHECK(scratch.read("out/truth.jsonl") == "one two");
    }
}

TEST(aFailedCommitTakesItsFoldersAway)
{
    const Scratch scratch;
    scratch.write("truth.jsonl/inside", "a folder where a file must go");
    scratch.write("plain", "a file where a folder must go");
    for (const char* name : {"images/0.png", "plain/0.png"}) {
        auto folder = ResultFolder::open(scratch.path);
        REQUIRE_OK(folder);
        CHECK(!folder->write(name, "new"));
        CHECK(!folder->write("truth.jsonl", "new"));
        const auto error = folder->commit({}, "truth.jsonl");
        CHECK(error && error->exitCode() == 3);
    }
    CHECK(scratch.names() == Names{"truth.jsonl", "truth.jsonl/inside", "plain"});
}

TEST(whatCannotBeAFolderIsRefused)
{
    const Scratch scratch;
    scratch.write("file", "x");
    for (const fs::path& path : {scratch.path / "file", scratch.path / "file/below/it",
                                 fs::path("/proc/nowhere/out"), fs::path("/proc/out")}) {
        const auto folder = ResultFolder::open(path);
        REQUIRE(!folder);
        CHECK(folder.error().exitCode() == 3);
        CHECK(folder.error().message.find("expected") != std::string::npos);
    }
    CHECK(scratch.names() == Names{"file"});
}

TEST(aFullDiskLeavesNothing)
{
    const Scratch scratch;
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{.rlim_cur = 1000, .rlim_max = before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    {
        auto folder = ResultFolder::open(scratch.path / "out");
        REQUIRE_OK(folder);
        CHECK(!folder->write("small", std::string(1000, 'x')));
        const auto error = folder->write("large", std::string(1001, 'x'));
        CHECK(error && error->exitCode() == 3);
        CHECK(error && error->message.find("large") != std::string::npos);
    }
    setrlimit(RLIMIT_FSIZE, &before);
    CHECK(scratch.names().empty());
}
