// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/safetensors.h"
#include "tests/support/check.h"

#include <nlohmann/json.hpp>

#include <cstring>
#include <fstream>
#include <random>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

using namespace explain;
namespace fs = std::filesystem;

namespace {

/// A folder of this process's own, gone at its end: two builds may be tested at once.
struct Scratch {
    const fs::path path =
        fs::temp_directory_path() / ("tst_safetensors-" + std::to_string(::getpid()));
    Scratch() { fs::create_directories(path); }
    ~Scratch() { fs::remove_all(path); }
};

fs::path scratch(const std::string& name)
{
    static const Scratch folder;
    return folder.path / name;
}

fs::path fileOf(const std::string& name, const std::string& bytes)
{
    std::ofstream(scratch(name), std::ios::binary) << bytes;
    return scratch(name);
}

/// A file by the format's own words: length, header, payload.
std::string framed(const std::string& header, const std::string& payload = {})
{
    const uint64_t length = header.size();
    std::string bytes(8, '\0');
    std::memcpy(bytes.data(), &length, 8);
    return bytes + header + payload;
}

std::string entry(const std::string& name, const std::string& type, const std::string& shape,
                  const std::string& offsets)
{
    return '"' + name + R"(":{"dtype":")" + type + R"(","shape":)" + shape + R"(,"data_offsets":)"
        + offsets + '}';
}

const std::string eight(8, '\0');
const std::string good = entry("a", "F32", "[2]", "[0,8]");

bool accepted(const std::string& bytes)
{
    return bool(readSafetensors(fileOf("case", bytes)));
}

} // namespace

TEST(wellFormedFilesAreRead)
{
    CHECK(accepted(framed('{' + good + '}', eight)));
    CHECK(accepted(framed('{' + good + "} \t\n\r", eight)));
    CHECK(accepted(framed("{}")));
    CHECK(accepted(framed('{' + entry("a", "I64", "[]", "[0,8]") + '}', eight)));
    CHECK(accepted(framed('{' + entry("a", "F32", "[0,3]", "[0,0]") + '}')));
    CHECK(accepted(framed('{' + entry("b", "F32", "[1]", "[4,8]") + ','
                              + entry("a", "F32", "[1]", "[0,4]") + '}',
                          eight)));
    CHECK(accepted(framed(R"({"__metadata__":{"k":"v"},)" + good + '}', eight)));
    CHECK(accepted(framed(
        R"({"a":{"more":{"x":[1,{"x":null}]},"dtype":"F32","shape":[2],"data_offsets":[0,8]}})",
        eight)));
    CHECK(accepted(
        framed(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"more":{"x":{"x":null}}}})",
               eight)));
}

TEST(malformedFilesAreRefused)
{
    const std::string nine = "[1,1,1,1,1,1,1,1,1]", huge = "1152921504606846976"; // 2^60
    const std::vector<std::string> cases{
        "1234567",
        framed("{" + good + "}", eight).substr(0, 30),
        framed("{" + good + "}", eight + "x"),
        framed("{" + good + "}", eight.substr(1)),
        framed("", eight),
        framed(" {" + good + "}", eight),
        framed("\xef\xbb\xbf{" + good + "}", eight),
        framed("{" + good + "}" + std::string(1, '\0'), eight),
        framed("[]"),
        framed("{" + good + "}{}", eight),
        framed("{" + good + "," + good + "}", eight),
        framed(R"({"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}})", eight),
        framed(R"({"a":{"dtype":"I32","x":{},"dtype":"F32","shape":[2],"data_offsets":[0,8]}})",
               eight),
        framed(R"({"a":{"dtype":"F32","shape":[2]}})", eight),
        framed(R"({"a":{"dtype":"F32","data_offsets":[0,8]}})", eight),
        framed(R"({"a":{"shape":[2],"data_offsets":[0,8]}})", eight),
        framed(R"({"a":7})", eight),
        framed(R"({"a":[]})", eight),
        framed(R"({"__metadata__":{},"__metadata__":{}})"),
        framed(R"({"__metadata__":{"k":1}})"),
        framed(R"({"__metadata__":{"k":["v"]}})"),
        framed("{" + entry("a", "f32", "[2]", "[0,8]") + "}", eight),
        framed("{" + entry("a", "F4", "[16]", "[0,8]") + "}", eight),
        framed("{" + entry("a", "F32", "[3]", "[0,8]") + "}", eight),
        framed("{" + entry("a", "F32", "[-2]", "[0,8]") + "}", eight),
        framed("{" + entry("a", "F32", "[2.0]", "[0,8]") + "}", eight),
        framed("{" + entry("a", "F32", "[\"2\"]", "[0,8]") + "}", eight),
        framed("{" + entry("a", "F32", "[[2]]", "[0,8]") + "}", eight),
        framed("{" + entry("a", "F32", "2", "[0,8]") + "}", eight),
        framed("{" + entry("a", "F32", "[2]", "[0,8,8]") + "}", eight),
        framed("{" + entry("a", "F32", "[2]", "[0]") + "}", eight),
        framed("{" + entry("a", "F32", "[2]", "[8,0]") + "}", eight),
        framed("{" + entry("a", "F32", "[1]", "[4,8]") + "}", eight),
        framed("{" + entry("a", "F32", nine, "[0,4]") + "}", eight.substr(4)),
        framed("{" + entry("a", "F32", "[" + huge + "]", "[0,8]") + "}", eight),
        framed("{" + entry("a", "F32", "[0," + huge + "]", "[0,0]") + "}"),
        framed("{" + entry("a", "F32", "[1099511627776,1099511627776,0]", "[0,0]") + "}"),
        framed("{" + entry("a", "F32", "[4294967296,4294967296]", "[0,0]") + "}"),
        framed("{" + entry("a", "U8", "[" + huge + "]", "[0," + huge + "]") + "}"),
        framed("{" + entry("a\xff", "F32", "[2]", "[0,8]") + "}", eight),
    };
    for (const std::string& bytes : cases)
        support::check(!accepted(bytes), "accepted: " + bytes, __FILE__, __LINE__);
}

TEST(lengthFieldsThatLieAreRefusedBeforeAnythingIsAllocated)
{
    for (const uint64_t length : {uint64_t(1) << 60, ~uint64_t(0), uint64_t(200'000'000)}) {
        std::string bytes = framed('{' + good + '}', eight);
        std::memcpy(bytes.data(), &length, 8);
        const auto read = readSafetensors(fileOf("liar", bytes), Error::Kind::Network);
        REQUIRE(!read);
        CHECK(read.error().kind == Error::Kind::Network);
        CHECK(read.error().message.find(std::to_string(length)) != std::string::npos);
        CHECK(read.error().message.find("liar") != std::string::npos);
    }
}

/// Whatever a bit does to the file, it is read within its bounds or refused.
TEST(damagedFilesAreReadWithinTheirBounds)
{
    const std::string whole =
        toSafetensors({{"a", at::rand({3, 2})}, {"b", at::arange(4)}}, {{"k", "v"}});
    std::mt19937 random(20);
    int read = 0;
    for (int i = 0; i < 3000; ++i) {
        std::string bytes = whole;
        for (int flips = 0; flips <= i % 3; ++flips)
            bytes[random() % (flips == 0 ? 160 : bytes.size())] ^= char(1 << random() % 8);
        if (const auto file = readSafetensors(fileOf("damaged", bytes))) {
            ++read;
            for (const auto& [name, tensor] : file->tensors)
                CHECK(tensor.numel() <= int64_t(whole.size()) && tensor.clone().defined());
        }
    }
    CHECK(read > 0 && read < 3000);
}

TEST(onlyRegularFilesAreOpened)
{
    const fs::path pipe = scratch("pipe");
    fs::remove(pipe);
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    for (const fs::path& wrong : {pipe, scratch(""), fs::path("/dev/zero"), scratch("nowhere")}) {
        const auto read = readSafetensors(wrong);
        CHECK(!read && read.error().kind == Error::Kind::Input);
    }
}

TEST(tensorsOutliveTheirFileAndUnalignedOnesAreCopied)
{
    std::string payload(1, '\7');
    const float values[] = {1.5F, -2};
    payload.append(reinterpret_cast<const char*>(values), 8);
    const fs::path file = fileOf("unaligned",
                                 framed('{' + entry("x", "U8", "[1]", "[0,1]") + ','
                                            + entry("a", "F32", "[2]", "[1,9]") + '}',
                                        payload));
    at::Tensor kept;
    {
        const auto read = readSafetensors(file);
        REQUIRE_OK(read);
        kept = read->tensors.at("a");
    }
    fs::remove(file);
    CHECK(kept.equal(at::tensor({1.5F, -2.0F})));
    CHECK(reinterpret_cast<uintptr_t>(kept.const_data_ptr()) % 4 == 0);
}

TEST(whatIsWrittenIsReadBackAndEqualTensorsGiveEqualBytes)
{
    const NamedTensors tensors{{"floats", at::randn({3, 4}).t()},
                               {"bytes", at::tensor({1, 2, 3}, at::kByte)},
                               {"scalar", at::scalar_tensor(2.5, at::kDouble)},
                               {"bools", at::tensor({1, 0}).to(at::kBool)},
                               {"half", at::randn({5}).to(at::kHalf)},
                               {"quoted \" \xc3\xa9", at::zeros({0, 2})}};
    const std::map<std::string, std::string> metadata{{"format", "ours"}};
    const fs::path file = scratch("written.safetensors");
    REQUIRE_OK(writeSafetensors(file, tensors, metadata));
    const auto read = readSafetensors(file);
    REQUIRE_OK(read);
    CHECK(read->metadata == metadata);
    CHECK(read->tensors.size() == tensors.size());
    for (const auto& [name, tensor] : tensors) {
        CHECK(read->tensors.at(name).scalar_type() == tensor.scalar_type());
        CHECK(read->tensors.at(name).equal(tensor));
    }

    std::ifstream stream(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    CHECK(bytes == toSafetensors(tensors, metadata));
    uint64_t header = 0;
    std::memcpy(&header, bytes.data(), 8);
    CHECK(header % 8 == 0);
    CHECK(bytes.find("\"scalar\"") < bytes.find("\"floats\"")); // widest first
    for (const auto& left : fs::directory_iterator(scratch("")))
        CHECK(left.path().extension() != ".part");
}

TEST(aFailedWriteLeavesTheOldFile)
{
    CHECK(!writeSafetensors("/proc/written.safetensors", {}));
    const fs::path folder = scratch("a-folder");
    fs::create_directories(folder / "full");
    CHECK(!writeSafetensors(folder, {{"a", at::zeros(2)}})); // a folder is not replaced
    CHECK(fs::is_directory(folder));
}

TEST(verdictsOfTheEdgeCases)
{
    NEED_SHARED("parity/cases/safetensors_edge");
    const fs::path folder = support::sharedFolder() / "parity/cases/safetensors_edge";
    std::ifstream stream(folder / "expected.json");
    const auto expected = nlohmann::json::parse(stream);
    const std::set<std::string> stricter{"lead_space", "dup_key_same", "dup_key_differ", "rank70"};
    int seen = 0;
    for (const auto& [name, verdict] : expected.at("files").items()) {
        ++seen;
        const auto read = readSafetensors(folder / (name + ".safetensors"));
        const bool wanted = verdict.at("accept").get<bool>() && !stricter.contains(name);
        support::check(bool(read) == wanted, name + (read ? ": accepted" : ": refused"), __FILE__,
                       __LINE__);
        if (!read || !wanted)
            continue;
        CHECK(read->tensors.size() == verdict.at("tensors").size());
        for (const auto& [key, tensor] : verdict.at("tensors").items()) {
            const at::Tensor found = read->tensors.at(key);
            CHECK(found.sizes() == tensor.at("shape").get<std::vector<int64_t>>());
            const auto values = tensor.at("values").get<std::vector<double>>();
            CHECK(
                support::near(found.to(at::kDouble).flatten(), at::tensor(values, at::kDouble), 0));
        }
    }
    CHECK(seen == 46);
}

TEST(shardsAreJoinedAndBadIndexesRefused)
{
    NEED_SHARED("parity/cases/safetensors_edge/sharded");
    const fs::path folder = support::sharedFolder() / "parity/cases/safetensors_edge/sharded";
    std::vector<fs::path> shards;
    const auto read = readShardedSafetensors(folder / "model.safetensors.index.json",
                                             Error::Kind::Input, &shards);
    REQUIRE_OK(read);
    CHECK(shards.size() == 2);
    CHECK(read->tensors.size() == 3);
    CHECK(read->tensors.at("w.a").equal(at::arange(6, at::kFloat).view({2, 3})));
    for (const char* bad :
         {"bad_absolute", "bad_key_not_in_shard", "bad_missing_shard", "bad_path_escape"})
        support::check(!readShardedSafetensors(folder / (std::string(bad) + ".index.json")), bad,
                       __FILE__, __LINE__);
}

TEST(aTensorInTwoShardsIsRefused)
{
    fileOf("one", framed('{' + good + '}', eight));
    fileOf("two",
           framed('{' + good + ',' + entry("b", "F32", "[2]", "[8,16]") + '}', eight + eight));
    const auto index = [](const std::string& map) {
        return readShardedSafetensors(fileOf("index.json", R"({"weight_map":)" + map + '}'));
    };
    CHECK(index(R"({"a":"one"})"));
    CHECK(!index(R"({"a":"one","b":"two"})"));
    CHECK(!index(R"({"a":7})"));
    CHECK(!index(R"({"a":"./one"})"));
    CHECK(!index(R"(["a"])"));
}
