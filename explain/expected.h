// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace explain {

/// Why something that was asked for could not be had.
struct Error {
    /// Each has its own exit code. Internal is our bug; all others are facts about the world.
    enum class Kind { Usage, Input, Network, Device, Cancelled, Internal };

    Kind kind = Kind::Internal;
    std::string message; ///< one lower-case sentence: the thing, what was expected, what was found

    /// 2 usage, 3 input file, 4 network, 5 device or memory, 6 cancelled, 70 our bug.
    int exitCode() const { return kind == Kind::Internal ? 70 : 2 + static_cast<int>(kind); }
};

inline const Error cancelledError{Error::Kind::Cancelled, "cancelled"};

/// A value, or why there is none. Ask `if (expected)` before reading it.
template <class T> class [[nodiscard]] Expected {
public:
    Expected(T value) : m_state(std::in_place_index<0>, std::move(value)) { }
    Expected(Error error) : m_state(std::in_place_index<1>, std::move(error)) { }

    explicit operator bool() const { return m_state.index() == 0; }
    const T& operator*() const& { return std::get<0>(m_state); }
    T& operator*() & { return std::get<0>(m_state); }
    T&& operator*() && { return std::get<0>(std::move(m_state)); }
    const T* operator->() const { return &std::get<0>(m_state); }
    T* operator->() { return &std::get<0>(m_state); }
    const Error& error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

} // namespace explain
