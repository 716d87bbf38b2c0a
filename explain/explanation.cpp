// SPDX-License-Identifier: Apache-2.0
#include "explain/explanation.h"

namespace explain {

std::string_view nameOf(const Kind& kind)
{
    return std::visit([](const auto& k) { return k.name; }, kind);
}

std::string_view nameOf(Status status)
{
    switch (status) {
    case Status::Ok: return "OK";
    case Status::Truncated: return "TRUNCATED";
    case Status::EmptyText: return "EMPTY_TEXT";
    case Status::NoWords: return "NO_WORDS";
    case Status::FlatMap: return "FLAT_MAP";
    case Status::ZeroVector: return "ZERO_VECTOR";
    case Status::NonFinite: return "NONFINITE";
    }
    return "?";
}

bool hasNumbers(const Explanation& explanation)
{
    return explanation.status == Status::Ok || explanation.status == Status::Truncated;
}

} // namespace explain
