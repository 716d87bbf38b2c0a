// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/checkpoint.h"
#include "explain/nets/pickled_tensors.h"

#include "tests/support/check.h"
#include "tests/support/zip_bytes.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <random>
#include <unistd.h>

using namespace explain;
namespace fs = std::filesystem;

namespace {

nlohmann::json jsonOf(const fs::path& file)
{
    std::ifstream stream(file);
    return nlohmann::json::parse(stream);
}

fs::path pickles()
{
    return support::goldenFolder() / "pickles";
}

std::string bytesOf(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// A file with these bytes; the next one takes its place. Gone at the end of the process.
fs::path fileOf(const std::string& bytes)
{
    struct Scratch {
        const fs::path path = fs::temp_directory_path()
            / ("groundscope-tst-pickled-" + std::to_string(::getpid()) + ".pt");
        ~Scratch() { fs::remove(path); }
    };
    static const Scratch scratch;
    fs::remove(scratch.path); // what maps the old one keeps it
    std::ofstream(scratch.path, std::ios::binary) << bytes;
    return scratch.path;
}

std::string text(const std::string& characters)
{
    return 'X' + support::littleEndian(uint32_t(characters.size())) + characters;
}

/// The pickle of a state dict of \p names, all of them the same \p count floats.
std::string manyNames(int32_t count, int names)
{
    const std::string length = 'J' + support::littleEndian(count);
    std::string pickle = "\x80\x02}ctorch._utils\n_rebuild_tensor_v2\n((" + text("storage")
        + "ctorch\nFloatStorage\n" + text("0") + text("cpu") + length + "tQK" + '\0' + length
        + "\x85K\x01\x85\x89NtRq" + '\0' + '0';
    for (int i = 0; i < names; ++i)
        pickle += text("n" + std::to_string(i)) + 'h' + '\0' + 's';
    return pickle + '.';
}

std::string oneNumber()
{
    return manyNames(1, 1);
}

bool mentions(const Error& error, std::initializer_list<const char*> parts)
{
    const bool all = std::ranges::all_of(
        parts, [&](const char* part) { return error.message.find(part) != std::string::npos; });
    if (!all)
        std::cerr << "message: " << error.message << '\n';
    return all;
}

/// The largest distance of a tensor in \p found from its namesake in \p expected.
double worst(const NamedTensors& found, const NamedTensors& expected)
{
    double gap = 0;
    for (const auto& [name, tensor] : found)
        gap = std::max(
            gap, expected.contains(name) ? support::distance(tensor, expected.at(name)) : INFINITY);
    return gap;
}

} // namespace

TEST(everyFileOfTheEdgeCasesHasItsVerdict)
{
    NEED_SHARED("parity/cases/pickle_edge");
    const fs::path folder = support::sharedFolder() / "parity/cases/pickle_edge";
    auto expected = readSafetensors(folder / "expected.safetensors");
    REQUIRE_OK(expected);
    NamedTensors views;
    for (const char* name : {"t", "slice", "row"})
        views[name] = expected->tensors.at(std::string("views.") + name);
    int accepted = 0, refused = 0;
    const nlohmann::json json = jsonOf(folder / "expected.json");
    for (const auto& [name, verdict] : json.at("files").items()) {
        const auto read = readCheckpoint(folder / name);
        support::check(bool(read) == verdict.at("accept").get<bool>(),
                       name + ": " + (read ? "accepted" : read.error().message), __FILE__,
                       __LINE__);
        (read ? accepted : refused)++;
        if (!read)
            continue;
        const bool isViews = name == "views.bin";
        CHECK(read->tensors.size() == (isViews ? 3u : 4u));
        support::check(worst(read->tensors, isViews ? views : expected->tensors) == 0, name,
                       __FILE__, __LINE__);
    }
    std::cout << "PARITY pickle_edge  " << accepted << " accepted, " << refused << " refused\n";
    CHECK(accepted == 10 && refused == 2);
}

TEST(whatPyTorchWritesIsRead)
{
    const auto expected = readSafetensors(pickles() / "expected.safetensors");
    REQUIRE_OK(expected);
    for (const char* name :
         {"state_dict.bin", "protocol_4.pt", "protocol_5.pt", "legacy.pth", "training.pt"}) {
        const auto read = readPickledTensors(pickles() / name);
        REQUIRE_OK(read);
        CHECK(read->tensors.size() == expected->tensors.size());
        for (const auto& [tensor, values] : expected->tensors) {
            REQUIRE(read->tensors.contains(tensor));
            const at::Tensor& found = read->tensors.at(tensor);
            CHECK(found.scalar_type() == values.scalar_type() && found.is_contiguous());
            CHECK(found.equal(values));
        }
    }
}

TEST(whatStandsBesideTheWeightsIsNoted)
{
    const auto read = readPickledTensors(pickles() / "training.pt");
    REQUIRE_OK(read);
    const auto noted = [&](const std::string& note) {
        return std::ranges::find(read->notes, note) != read->notes.end();
    };
    CHECK(noted("args: argparse.Namespace, left alone"));
    CHECK(noted("folder: pathlib.PurePosixPath, left alone"));
    CHECK(read->notes.size() == 4); // and two numbers of NumPy
    CHECK(readPickledTensors(pickles() / "state_dict.bin")->notes.empty());
}

TEST(sharedMemoryIsSharedAndParametersAreTensors)
{
    const auto read = readPickledTensors(pickles() / "parameters.pt");
    REQUIRE_OK(read);
    CHECK(read->tensors.size() == 2);
    CHECK(read->tensors.at("a").equal(read->tensors.at("b")));
    CHECK(read->tensors.at("a").const_data_ptr() == read->tensors.at("b").const_data_ptr());
}

TEST(torchScriptGivesItsWeightsAndRunsNothing)
{
    const auto read = readPickledTensors(pickles() / "scripted.pt");
    REQUIRE_OK(read);
    const auto& tensors = read->tensors;
    REQUIRE(tensors.size() == 3 && tensors.contains("scale.weight")); // without the outer module
    CHECK(tensors.at("scale.steps").equal(at::arange(1, 4)));
    CHECK(tensors.at("scale.weight").equal(at::arange(12).view({3, 4}) / 8));
    CHECK(tensors.at("bias").equal(at::arange(4) / 8));
    CHECK(read->notes.size() == 1);
}

TEST(whatIsNoSetOfWeightsIsRefused)
{
    struct Case {
        const char* name;
        std::initializer_list<const char*> message;
    };
    for (const auto& [name, message] :
         {Case{"attack_system.pt", {"posix.system", "run code"}},
          Case{"attack_eval.pt", {"__builtin__.eval", "run code"}},
          Case{"attack_nested.bin", {"torch.storage._load_from_bytes"}},
          Case{"attack_legacy.pt", {"__builtin__.exec", "run code"}},
          Case{"module.pt", {"torch.nn.modules.linear.Linear", "state_dict()", "safetensors"}},
          Case{"list.pt", {"state dict"}}, Case{"settings.pt", {"named tensors"}},
          Case{"expected.safetensors", {"torch.save()"}}}) {
        const auto read = readPickledTensors(pickles() / name);
        REQUIRE(!read && read.error().kind == Error::Kind::Network);
        CHECK(mentions(read.error(), message));
    }
    CHECK(readPickledTensors(pickles()).error().kind == Error::Kind::Input);
}

TEST(archivesThatContradictThemselvesAreRefused)
{
    const auto fault = [](const std::vector<support::ZipFile>& files) {
        const auto read = readPickledTensors(fileOf(support::zipBytes(files)));
        return read ? std::string() : read.error().message;
    };
    const auto has = [](const std::string& message, const char* part) {
        if (message.find(part) == std::string::npos)
            std::cerr << "message: " << message << '\n';
        return message.find(part) != std::string::npos;
    };
    const std::string four(4, '\0');
    const support::ZipFile pickle{.name = "r/data.pkl", .content = oneNumber()};
    CHECK(fault({pickle, {.name = "r/data/0", .content = four}}).empty());
    CHECK(fault({pickle,
                 {.name = "r/data/0", .content = four},
                 {.name = "r/byteorder", .content = "little"}})
              .empty());
    CHECK(has(fault({pickle,
                     {.name = "r/data/0", .content = four},
                     {.name = "r/byteorder", .content = "big"}}),
              "byteorder"));
    CHECK(has(fault({pickle}), "found none of one"));
    CHECK(has(fault({pickle, {.name = "r/data/0", .content = four + 'x'}}), "found 5"));
    CHECK(has(fault({pickle, {.name = "s/data/0", .content = four}}), "found none of one"));
    CHECK(has(fault({{.name = "data.pkl", .content = oneNumber()}}), "data.pkl"));
    CHECK(has(fault({pickle, {.name = "s/data.pkl", .content = oneNumber()}}), "several"));
    CHECK(has(fault({{.name = "r/data.pkl", .content = oneNumber(), .method = 8}}), "stored"));
    // 200 names for one storage: more than the file could be meant to hold.
    const std::string large(100'000, '\0');
    CHECK(has(fault({{.name = "r/data.pkl", .content = manyNames(25'000, 200)},
                     {.name = "r/data/0", .content = large}}),
              "16 times"));
}

TEST(noMutationGetsThrough)
{
    std::mt19937 random(7);
    for (const char* name : {"training.pt", "legacy.pth", "scripted.pt", "state_dict.bin"}) {
        const std::string whole = bytesOf(pickles() / name);
        int survived = 0;
        for (int round = 0; round < 3000; ++round) {
            std::string mutated =
                whole.substr(0, round % 8 ? whole.size() : random() % whole.size());
            for (unsigned i = 0, count = 1 + random() % 6; i < count && !mutated.empty(); ++i)
                mutated[random() % std::min<std::size_t>(mutated.size(), round % 2 ? 600 : 5000)] =
                    char(random());
            const auto read = readPickledTensors(fileOf(mutated));
            survived += bool(read);
            if (read)
                for (const auto& [tensor, values] : read->tensors)
                    values.to(at::kDouble).sum(); // reads every byte of it
        }
        support::check(survived > 10 && survived < 3000, name, __FILE__, __LINE__);
    }
}
