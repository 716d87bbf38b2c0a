// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <c10/core/ScalarType.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace explain {

/// One tensor as a safetensors header announces it, already checked.
struct TensorEntry {
    std::string name;
    c10::ScalarType type;
    std::vector<int64_t> shape;
    uint64_t begin = 0, end = 0; ///< bytes from the end of the header
};

struct SafetensorsHeader {
    std::vector<TensorEntry> tensors; ///< in the order of their bytes, without holes
    std::map<std::string, std::string> metadata;
};

/// The header and all that can be known of the tensors without reading them.
/// \param json        the header's bytes, its length field left out
/// \param payloadSize bytes that follow the header in the file
/// \returns the header, or one clause that says what is wrong with it
std::variant<SafetensorsHeader, std::string> parseSafetensorsHeader(std::string_view json,
                                                                    uint64_t payloadSize);

/// The format's name of an element type ("F32"); empty: the studio does not write it.
std::string_view safetensorsName(c10::ScalarType type);

} // namespace explain
