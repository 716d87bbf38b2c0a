// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/pickle.h"

#include "tests/support/check.h"
#include "tests/support/zip_bytes.h"

#include <cmath>

using namespace explain;
using namespace std::string_literals;
using support::littleEndian;

namespace {

/// The pickle of protocol 2 with these operations; an end is added. Opcodes as in pickletools.py.
std::string pickled(const std::string& operations)
{
    return "\x80\x02"s + operations + '.';
}

bool accepted(const std::string& operations, bool isTorchScript = false)
{
    const std::string bytes = pickled(operations);
    return std::holds_alternative<Pickle>(readPickle(bytes, isTorchScript));
}

bool refused(const std::string& operations, const std::string& why)
{
    const std::string bytes = pickled(operations);
    const auto read = readPickle(bytes);
    const auto* fault = std::get_if<std::string>(&read);
    if (fault && fault->find(why) != std::string::npos)
        return true;
    std::cerr << (fault ? *fault : "accepted") << ", expected: " << why << '\n';
    return false;
}

template <class Value> Value valueOf(const std::string& operations)
{
    const std::string bytes = pickled(operations);
    const auto read = readPickle(bytes);
    const auto* pickle = std::get_if<Pickle>(&read);
    TORCH_CHECK(pickle && std::holds_alternative<Value>(pickle->root), "another value");
    return std::get<Value>(pickle->root);
}

std::string text(const std::string& characters)
{
    return 'X' + littleEndian(uint32_t(characters.size())) + characters;
}

std::string number(int32_t value)
{
    return 'J' + littleEndian(value);
}

std::string storage(int32_t count, const std::string& type = "ctorch\nFloatStorage\n")
{
    return '(' + text("storage") + type + text("0") + text("cpu") + number(count) + "tQ";
}

std::string numbers(std::initializer_list<int32_t> values)
{
    std::string all = "(";
    for (const int32_t value : values)
        all += number(value);
    return all + 't';
}

std::string tensor(int32_t held, int32_t offset, std::initializer_list<int32_t> sizes,
                   std::initializer_list<int32_t> strides)
{
    return "ctorch._utils\n_rebuild_tensor_v2\n(" + storage(held) + number(offset) + numbers(sizes)
        + numbers(strides) + "\x89}tR";
}

} // namespace

TEST(numbersAreReadAsPythonWritesThem) // values of pickle.dumps(..., 2)
{
    CHECK(valueOf<int64_t>("K\xff") == 255 && valueOf<int64_t>("M\xff\xff") == 65535);
    CHECK(valueOf<int64_t>("J\xfe\xff\xff\xff") == -2);
    CHECK(valueOf<int64_t>("\x8a\x01\x80"s) == -128 && valueOf<int64_t>("\x8a\0"s) == 0);
    CHECK(valueOf<int64_t>("\x8a\x06\0\0\0\0\0\x01"s) == int64_t(1) << 40);
    CHECK(valueOf<double>("G\x3f\xb9\x99\x99\x99\x99\x99\x9a") == 0.1);
    CHECK(valueOf<bool>("\x88") && !valueOf<bool>("\x89"));
    valueOf<PickleForeign>("\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19"); // beyond 64 bits
    CHECK(accepted("N") && accepted(text("\xc3\xa4")) && accepted("\x8c\x01z")
          && accepted("U\x01z"));
}

TEST(tensorsStayWithinTheirStorage)
{
    CHECK(accepted(tensor(6, 0, {2, 3}, {3, 1})) && accepted(tensor(6, 0, {3, 2}, {1, 3})));
    CHECK(accepted(tensor(6, 5, {}, {})) && accepted(tensor(6, 6, {0}, {1})));
    CHECK(accepted(tensor(6, 2, {2, 2}, {2, 1})) && accepted(tensor(6, 0, {1, 6}, {1 << 30, 1})));
    CHECK(refused(tensor(6, 1, {2, 3}, {3, 1}), "reaches out"));
    CHECK(refused(tensor(6, 0, {2, 2}, {5, 1}), "reaches out"));
    CHECK(refused(tensor(6, 6, {}, {}), "reaches out"));
    CHECK(refused(tensor(6, 0, {2, 4}, {0, 1}), "no more elements"));
    CHECK(refused(tensor(0, 0, {1 << 30, 1 << 30, 1 << 30}, {0, 0, 0}), "no more elements"));
    CHECK(refused(tensor(6, 0, {2}, {1, 1}), "elements"));
    CHECK(refused(tensor(6, -1, {2}, {1}), "offset"));
    CHECK(refused(tensor(6, 0, {-2}, {1}), "0 or more"));
    CHECK(refused(tensor(6, 0, {2}, {-1}), "0 or more"));
    CHECK(refused(tensor(-6, 0, {2}, {1}), "storage"));
    CHECK(refused(tensor(6, 0, {1, 1, 1, 1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1, 1, 1, 1}),
                  "8 dimensions"));
    CHECK(refused("ctorch._utils\n_rebuild_tensor_v2\n(NNNNtR", "storage"));
    CHECK(refused("ctorch._utils\n_rebuild_tensor_v2\n)R", "0 values"));
    // Of a class of storages that nobody knows, nothing is known.
    valueOf<PickleForeign>("ctorch._utils\n_rebuild_tensor_v2\n("
                           + storage(6, "ctorch\nNewStorage\n") + "K\0))tR"s);
}

TEST(namesAreNeverImported)
{
    for (const char* name : {"os\nsystem", "posix\nsystem", "builtins\neval", "__builtin__\nexec",
                             "builtins\nprint", "subprocess\nPopen", "os.path\njoin",
                             "importlib.util\nmodule_from_spec", "torch.storage\n_load_from_bytes"})
        CHECK(refused('c' + std::string(name) + "\n)R", "run code"));
    CHECK(refused(text("posix") + text("system") + "\x93", "posix.system"));
    for (const char* name : {"argparse\nNamespace", "osteo\nModel", "numpy\ndtype",
                             "builtins\ngetattr", "types\nSimpleNamespace", "\n"}) {
        const std::string foreign = 'c' + std::string(name) + '\n';
        for (const std::string& use : {foreign + ")R", foreign + ")\x81", foreign + ")R)R",
                                       foreign + ")R}b", foreign + ")R(K\1K\2e", foreign + ")RNNs"})
            valueOf<PickleForeign>(use);
    }
}

TEST(modulesBelongToTorchScriptAlone)
{
    const std::string module = "c__torch__.a\nB\n)\x81}" + text("x") + "K\1sb";
    valueOf<PickleForeign>(module);
    const std::string bytes = pickled(module);
    const auto read = readPickle(bytes, true);
    REQUIRE(std::holds_alternative<Pickle>(read));
    const auto* const* dict = std::get_if<PickleDict*>(&std::get<Pickle>(read).root);
    REQUIRE(dict != nullptr);
    CHECK((*dict)->isModule && (*dict)->items.size() == 1);
    CHECK(accepted("c__torch__\nB\n)\x81q\0h\0b"s, true)); // its own state
}

TEST(operationsOutsideTheListAreRefused)
{
    for (const char* operations :
         {"i__main__\nA\n", "(o", "S'a'\n", "I1\n", "Va\n", "F1\n", "L1L\n", "P1\n", "p0\n",
          "\x82\1", "\x92", "\x96", "\x97", "\x98", "\xff"})
        CHECK(refused(operations, "operation"));
    CHECK(refused("\x80\x01N"s, "protocol") && refused("\x80\x06N"s, "protocol"));
}

TEST(stacksMarksAndMemosAreBounded)
{
    for (const char* operations :
         {"", "(", "0", "2", "a", "s", "R", "b", "Q", "q\1", "\x85", "NN\x87", "(a", "N(s", "(0"})
        CHECK(refused(operations, "stack"));
    for (const char* operations : {"t", "l", "d", "1"})
        CHECK(refused("N"s + operations, "mark"));
    for (const std::string& operations : {"h\1"s, "j\xff\xff\xff\xff"s, "Nr\xff\xff\xff\x7f"s})
        CHECK(refused(operations, "memo"));
    CHECK(refused("X\xff\xff\xff\xff", "64 MiB") && refused("B\xff\xff\xff\xff", "64 MiB"));
    CHECK(refused("\x8d\xff\xff\xff\xff\xff\xff\xff\xff", "64 MiB"));
    CHECK(refused("\x8b\xff\xff\xff\xff", "64 MiB") && refused("X\5\0\0\0abc"s, "64 MiB"));
    CHECK(refused(std::string(1001, '('), "1000 deep") && refused("cos", "line"));
    CHECK(refused("N)a", "list") && refused("]NNs", "dictionary") && refused("}(Nu", "keys"));
    CHECK(refused("N)R"s + "NNR", "tuple"));
    CHECK(std::holds_alternative<std::string>(readPickle("")));
    CHECK(std::holds_alternative<std::string>(readPickle("\x80\x02N")));
}

TEST(whatAPickleAsksForIsBoundedByWhatItHolds)
{
    CHECK(accepted("]q\0h\0a"s)); // a list of itself
    CHECK(accepted("]q\0h\0ah\0h\0a"s));
    std::string deep = ")";
    for (int i = 0; i < 100'000; ++i)
        deep += '\x85';
    CHECK(accepted(deep)); // tuples in tuples: nobody goes down into them by recursion

    // A list of 30000 pairs that becomes a dictionary again and again.
    std::string pairs = "](" + text("k") + "N\x86q\1"s;
    for (int i = 0; i < 30'000; ++i)
        pairs += "h\1";
    pairs += "e\x85q\2"s;
    std::string again = pairs;
    for (int i = 0; i < 1000; ++i)
        again += "ccollections\nOrderedDict\nh\2R0"s;
    CHECK(accepted(pairs + "0ccollections\nOrderedDict\nh\2R"s));
    CHECK(refused(again, "10000000 values"));
}
