// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/pickle_globals.h"

#include <algorithm>
#include <array>

namespace explain {
namespace {

using Meaning = PickleGlobal::Meaning;
using enum c10::ScalarType;

struct Known {
    std::string_view module, name;
    Meaning meaning;
    c10::ScalarType type = Undefined;
};

constexpr std::array knownGlobals{
    Known{"collections", "OrderedDict", Meaning::OrderedDict},
    Known{"torch._utils", "_rebuild_tensor", Meaning::RebuildTensor},
    Known{"torch._utils", "_rebuild_tensor_v2", Meaning::RebuildTensor},
    Known{"torch._utils", "_rebuild_parameter", Meaning::RebuildParameter},
    Known{"torch", "FloatStorage", Meaning::Storage, Float},
    Known{"torch", "HalfStorage", Meaning::Storage, Half},
    Known{"torch", "BFloat16Storage", Meaning::Storage, BFloat16},
    Known{"torch", "DoubleStorage", Meaning::Storage, Double},
    Known{"torch", "LongStorage", Meaning::Storage, Long},
    Known{"torch", "IntStorage", Meaning::Storage, Int},
    Known{"torch", "ShortStorage", Meaning::Storage, Short},
    Known{"torch", "CharStorage", Meaning::Storage, Char},
    Known{"torch", "ByteStorage", Meaning::Storage, Byte},
    Known{"torch", "BoolStorage", Meaning::Storage, Bool},
    Known{"torch", "UntypedStorage", Meaning::Storage, Byte},
    Known{"torch.storage", "UntypedStorage", Meaning::Storage, Byte},
    Known{"torch", "Size", Meaning::Collection},
    Known{"torch", "device", Meaning::Setting},
    Known{"builtins", "set", Meaning::Collection},
    Known{"__builtin__", "set", Meaning::Collection},
};

constexpr std::array dtypes{
    "float32", "float",      "float64",       "double",      "float16", "half",   "bfloat16",
    "int64",   "long",       "int32",         "int",         "int16",   "short",  "int8",
    "uint8",   "bool",       "uint16",        "uint32",      "uint64",  "cfloat", "complex64",
    "cdouble", "complex128", "float8_e4m3fn", "float8_e5m2",
};

// What of Python's own functions pickles of plain settings carry.
constexpr std::array harmlessBuiltins{
    "set",     "frozenset", "list",      "dict",  "tuple",     "int",      "float",
    "complex", "bool",      "str",       "bytes", "bytearray", "slice",    "range",
    "object",  "getattr",   "unicode",   "long",  "type",      "Ellipsis", "NotImplemented",
    "xrange",  "reversed",  "enumerate", "zip",
};

// Modules, with what lies below them, that nothing in a checkpoint has a use for.
constexpr std::array dangerousModules{
    "os",        "posix",    "nt",          "subprocess", "sys",
    "runpy",     "pty",      "shutil",      "socket",     "ctypes",
    "importlib", "imp",      "pip",         "webbrowser", "commands",
    "popen2",    "pdb",      "bdb",         "timeit",     "cProfile",
    "pickle",    "_pickle",  "cPickle",     "marshal",    "urllib",
    "requests",  "tempfile", "pydoc",       "asyncio",    "linecache",
    "fileinput", "builtins", "__builtin__", "torch.hub",  "torch.utils.cpp_extension",
};

bool isBelow(std::string_view module, std::string_view parent)
{
    return module.starts_with(parent)
        && (module.size() == parent.size() || module[parent.size()] == '.');
}

} // namespace

PickleGlobal pickleGlobal(std::string_view module, std::string_view name, bool isTorchScript)
{
    PickleGlobal global{.module = module, .name = name};
    const auto known = std::ranges::find_if(knownGlobals, [&](const Known& each) {
        return each.module == module && each.name == name;
    });
    if (known != knownGlobals.end()) {
        global.meaning = known->meaning;
        global.type = known->type;
    } else if (module == "torch" && std::ranges::find(dtypes, name) != dtypes.end()) {
        global.meaning = Meaning::Setting;
    } else if (isTorchScript && isBelow(module, "__torch__")) {
        global.meaning = Meaning::Module;
    }
    return global;
}

bool isDangerous(const PickleGlobal& global)
{
    if (global.meaning != Meaning::Foreign)
        return false;
    if (global.module == "builtins" || global.module == "__builtin__")
        return std::ranges::find(harmlessBuiltins, global.name) == harmlessBuiltins.end();
    if (global.module == "torch.storage" && global.name == "_load_from_bytes")
        return true; // a pickle within the pickle
    return std::ranges::any_of(
        dangerousModules, [&](std::string_view module) { return isBelow(global.module, module); });
}

} // namespace explain
