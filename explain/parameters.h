// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace explain {

using ParameterValue = std::variant<bool, int64_t, double, std::string>;

/// One knob of a method, described so that a form, a command line and a recipe can be made of it.
struct Parameter {
    std::string key;
    std::string help;        ///< what it does, with its unit
    ParameterValue value;    ///< the default, or the value of a run; its type is the knob's
    double min = 0, max = 0; ///< of numbers, both included
    std::vector<std::string> choices; ///< of strings; empty: any text
};

/// "bool", "int", "float" or "string".
std::string typeName(const ParameterValue& value);

/// The value as `set` would read it back; numbers in their shortest exact form.
std::string toText(const ParameterValue& value);

/// The knobs of one method with the values of one run.
class Parameters {
public:
    Parameters() = default;
    explicit Parameters(std::vector<Parameter> declared) : m_declared(std::move(declared)) { }

    /// Takes \p text as a person wrote it; knows no locale. A Usage error where there is no such
    /// knob (the known ones are named) or the value is of the wrong type or out of range.
    std::optional<Error> set(const std::string& key, const std::string& text);

    /// \throws c10::Error where no knob \p key of type T was declared: the method's own mistake
    template <class T> T get(const std::string& key) const { return std::get<T>(find(key).value); }

    const std::vector<Parameter>& declared() const { return m_declared; }

private:
    const Parameter& find(const std::string& key) const;

    std::vector<Parameter> m_declared;
};

} // namespace explain
