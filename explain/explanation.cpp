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

std::string meaningOf(Status status)
{
    switch (status) {
    case Status::Ok: return "numbers for all of it";
    case Status::Truncated:
        return "the text is longer than the network reads; its rest was not seen";
    case Status::EmptyText: return "the text is empty";
    case Status::NoWords: return "the text has no words";
    case Status::FlatMap: return "all values are the same, so there is no map";
    case Status::ZeroVector: return "a vector of length zero, so nothing can be compared";
    case Status::NonFinite: return "values that are not finite; the weights are damaged";
    }
    return "?";
}

bool hasNumbers(const Explanation& explanation)
{
    return explanation.status == Status::Ok || explanation.status == Status::Truncated;
}

} // namespace explain
