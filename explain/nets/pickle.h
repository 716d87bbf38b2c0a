// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <c10/core/ScalarType.h>

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace explain {

struct PickleDict;
struct PickleGlobal;
struct PickleList;
struct PickleStorage;
struct PickleTensor;

/// Something that a pickle would have made by calling Python: nothing was called, and what it
/// stands for is not known.
struct PickleForeign {
    const PickleGlobal* type = nullptr; ///< what would have made it; null: not known
};

/// A value of a pickle. Texts and bytes are parts of the pickled bytes. Integers beyond 64 bits are
/// foreign.
using PickleValue =
    std::variant<std::monostate, bool, int64_t, double, std::string_view, PickleList*, PickleDict*,
                 PickleForeign, const PickleGlobal*, const PickleStorage*, const PickleTensor*>;

struct PickleList { ///< or tuple, or set
    std::vector<PickleValue> items;
};

struct PickleDict { ///< or, in TorchScript, a module with its attributes
    std::vector<std::pair<PickleValue, PickleValue>> items; ///< as written; of equal keys the last
    bool isModule = false;
};

/// A name that a pickle would have imported.
struct PickleGlobal {
    enum class Meaning {
        Foreign, ///< not known: whatever it makes is not known either
        OrderedDict,
        RebuildTensor,    ///< (storage, offset, sizes, strides, ...)
        RebuildParameter, ///< (tensor, ...)
        Storage,          ///< a class of storages with elements of `type`
        Collection,       ///< torch.Size and set: they hold what they are given
        Setting,          ///< torch.float32, torch.device: of no concern for weights
        Module            ///< a class of TorchScript
    };

    Meaning meaning = Meaning::Foreign;
    std::string_view module, name;
    c10::ScalarType type = c10::ScalarType::Undefined;
};

/// The memory of a tensor or of several; its bytes lie beside the pickle.
struct PickleStorage {
    std::string_view key;
    c10::ScalarType type;
    int64_t count = 0; ///< elements
};

/// A view of a storage, within its bounds and with no more elements than it.
struct PickleTensor {
    const PickleStorage* storage = nullptr;
    int64_t offset = 0; ///< elements
    std::vector<int64_t> sizes, strides;
};

/// All that one pickle held. Values refer to each other, in circles too, and live as long as this.
struct Pickle {
    PickleValue root;
    std::size_t length = 0; ///< bytes, to the end of the pickle

    std::deque<PickleList> lists;
    std::deque<PickleDict> dicts;
    std::deque<PickleGlobal> globals;
    std::deque<PickleStorage> storages;
    std::deque<PickleTensor> tensors;
};

/// Runs the pickle at the front of \p bytes on a machine that can build values and do nothing else:
/// names are looked up in a short list, never imported, and what they would make is foreign.
///
/// Refused: operations and protocols beyond the list, names that no checkpoint needs and that run
/// code in Python ("builtins print"), tensors that reach out of their storage, texts of more than
/// 64 MiB, more than ten million values of a kind, more than 1000 nested marks.
/// \param bytes at most the first 64 MiB are read; they must outlive the result
/// \param isTorchScript whether names below `__torch__` are classes of modules
/// \returns the values, or one clause that says what is wrong
/// Source: Python's pickletools.py, protocols 2 to 5; torch/serialization.py.
std::variant<Pickle, std::string> readPickle(std::string_view bytes, bool isTorchScript = false);

} // namespace explain
