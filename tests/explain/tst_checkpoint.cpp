// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/checkpoint.h"
#include "explain/nets/config_reader.h"
#include "explain/nets/tensor_taker.h"
#include "explain/sha256.h"

#include "tests/support/check.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <unistd.h>

using namespace explain;
namespace fs = std::filesystem;

namespace {

/// An empty folder that goes with the object.
class Folder {
public:
    Folder()
        : path(fs::temp_directory_path()
               / ("groundscope-tst-checkpoint-" + std::to_string(::getpid())))
    {
        fs::remove_all(path);
        fs::create_directories(path);
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    fs::path file(const std::string& name, const std::string& bytes = "x") const
    {
        std::ofstream(path / name, std::ios::binary) << bytes;
        return path / name;
    }

    const fs::path path;
};

} // namespace

TEST(weightsAreFoundByNameOrAlone)
{
    const Folder folder;
    CHECK(!weightsIn(folder.path, {"model.safetensors"}));
    folder.file("a.safetensors");
    folder.file("notes.txt");
    CHECK(*weightsIn(folder.path, {"model.safetensors"}) == folder.path / "a.safetensors");
    folder.file("b.pt");
    const auto several = weightsIn(folder.path, {"model.safetensors"});
    CHECK(!several && several.error().message.find("several") != std::string::npos);
    folder.file("model.safetensors");
    CHECK(*weightsIn(folder.path, {"model.safetensors"}) == folder.path / "model.safetensors");
    CHECK(!weightsIn(folder.path / "nowhere", {}));
}

TEST(everyKindOfWeightsIsRead)
{
    const fs::path pickles = support::goldenFolder() / "pickles";
    const auto expected =
        readSafetensors(support::goldenFolder() / "clip_tiny/huggingface/model.safetensors");
    REQUIRE_OK(expected);
    for (const auto& [name, files] :
         {std::pair("clip_tiny.bin", 1), std::pair("pytorch_model.bin.index.json", 3)}) {
        const auto read = readCheckpoint(pickles / name);
        REQUIRE_OK(read);
        CHECK(read->files.size() == std::size_t(files) && read->files[0] == pickles / name);
        CHECK(read->tensors.size() == expected->tensors.size());
        CHECK(read->notes.size() == 1 && read->notes[0].starts_with("pickled weights"));
        for (const auto& [tensor, values] : expected->tensors)
            CHECK(read->tensors.contains(tensor) && read->tensors.at(tensor).equal(values));
    }
    const Folder folder;
    const fs::path index =
        folder.file("pytorch_model.bin.index.json", R"({"weight_map": {"a": "../clip_tiny.bin"}})");
    CHECK(!readCheckpoint(index));
    for (const char* name : {"pytorch_model.bin", "a.pt", "a.pth"}) {
        const auto read = readCheckpoint(fs::path("/there/is/no/such/folder") / name);
        CHECK(!read && read.error().kind == Error::Kind::Input);
    }
}

TEST(theHashOfAFolderIsOfItsSortedLines)
{
    const Folder folder;
    const fs::path b = folder.file("b.json", "abc"), a = folder.file("a.bin", "");
    const std::string abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    const std::string nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    const std::string expected = sha256(nothing + "  a.bin\n" + abc + "  b.json\n");
    CHECK(*hashOf({b, a}, {}, {}) == expected);
    const LoadRequest known{.hash = [&](const fs::path&) { return Expected<std::string>(abc); }};
    CHECK(*hashOf({a, b}, known, {}) == sha256(abc + "  a.bin\n" + abc + "  b.json\n"));
    CHECK(!hashOf({folder.path / "c"}, {}, {}));
}

TEST(nonFiniteTensorsAreCounted)
{
    const at::Tensor holes = at::zeros({2, 3}, at::kHalf);
    holes[0][1] = NAN;
    holes[1][2] = -INFINITY;
    const NamedTensors tensors{{"fine", at::ones(3)}, {"holes", holes}, {"ints", at::arange(3)}};
    CHECK(nonFiniteTensors(tensors) == std::vector<std::string>{"holes: 2"});
}

TEST(takingIsStrict)
{
    TensorTaker taker({{"half", at::ones({2}, at::kHalf)},
                       {"turned", at::ones({2, 3})},
                       {"ints", at::arange(2)},
                       {"extra", at::ones(1)},
                       {"x.position_ids", at::arange(7)},
                       {"scale", at::full({1}, 2.5)}},
                      at::kCPU);
    CHECK(taker.take("half", {2}).scalar_type() == at::kFloat);
    CHECK(!taker.take("turned", {3, 2}).defined());
    CHECK(!taker.take("ints", {2}).defined());
    CHECK(!taker.take("nowhere", {2}).defined());
    CHECK(*taker.takeNumber("scale") == 2.5 && !taker.takeNumber("bias"));
    taker.finish();
    const CheckpointReport& report = taker.report();
    CHECK(report.mismatched
          == std::vector<std::string>{"turned: expected [3, 2], found [2, 3]",
                                      "ints: expected floating point, found Long"});
    CHECK(report.missing == std::vector<std::string>{"nowhere", "bias"});
    CHECK(report.unexpected == std::vector<std::string>{"extra"});
    CHECK(report.tensors == 6 && report.parameters == 19);
    const auto fault = taker.fault("w.safetensors");
    REQUIRE(fault.has_value());
    CHECK(fault->message == "w.safetensors: turned: expected [3, 2], found [2, 3] (and 1 more)");
}

TEST(fullPrecisionWeightsAreNotCopied)
{
    const at::Tensor weight = at::ones({4});
    TensorTaker taker({{"weight", weight}}, at::kCPU);
    CHECK(taker.take("weight", {4}).const_data_ptr() == weight.const_data_ptr());
    taker.finish();
    CHECK(!taker.fault("w"));
}

TEST(settingsAreReadWithinBounds)
{
    const auto object = nlohmann::json::parse(
        R"({"n": 7, "zero": 0, "large": 1099511627776, "text": "t", "eps": 0.5, "nothing": null,
            "flag": true})");
    ConfigReader good(object, "c.json");
    CHECK(good.count("n", 1) == 7 && good.count("absent", 3) == 3 && good.count("nothing", 4) == 4);
    CHECK(good.number("eps", 1) == 0.5 && good.flag("flag", false) && good.text("text", "") == "t");
    CHECK(!good.fault());
    good.refuseOthers("l");
    CHECK(good.fault() && good.fault()->message.find("zero") != std::string::npos);
    for (const char* key : {"zero", "large", "text", "eps", "flag"}) {
        ConfigReader reader(object, "c.json");
        CHECK(reader.count(key, 5) == 5);
        CHECK(reader.fault() && reader.fault()->message.find(key) != std::string::npos);
    }
    ConfigReader only(object, "c.json");
    only.accept("flag", true);
    CHECK(!only.fault());
    only.accept("flag", false);
    CHECK(only.fault().has_value());
}
