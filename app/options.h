// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/expected.h"

#include <charconv>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace app {

/// One option of a subcommand, described so that the parser and the help page are made of it.
struct Option {
    std::string name;     ///< "--image"
    std::string value;    ///< what it takes, as the help page names it; empty: it is a switch
    std::string help;     ///< one sentence
    bool repeats = false; ///< may stand several times
    bool mayBeEmpty = false;
};

/// What stood on the command line, in its order.
struct Arguments {
    std::vector<std::pair<std::string, std::string>> options; ///< name and value
    std::vector<std::string> words;                           ///< what is no option

    bool has(const std::string& name) const;

    /// The value of an option that stands at most once, or \p otherwise.
    std::string value(const std::string& name, const std::string& otherwise = {}) const;

    /// All values of an option, in order.
    std::vector<std::string> values(const std::string& name) const;
};

/// Reads "--name value", "--name=value" and switches. Usage errors: an unknown option (the known
/// ones are named), a missing or empty value, a value for a switch, a single option given twice.
/// What follows "--name=" is the value as it is; a separate value that is the name of an option of
/// the same command counts as missing. After "--" nothing is an option.
explain::Expected<Arguments> parse(const std::vector<std::string>& given,
                                   const std::vector<Option>& known);

/// The arguments after the program's name. A Usage error where one is not valid UTF-8: it would
/// be stored, compared and shown wrongly ever after.
explain::Expected<std::vector<std::string>> utf8Arguments(int argc, char** argv);

/// The parts of \p list between commas. A Usage error, naming \p option, where one is empty or
/// stands twice.
explain::Expected<std::vector<std::string>> listOf(const std::string& option,
                                                   const std::string& list);

/// "a, b, c".
std::string joined(const std::vector<std::string>& parts);

/// The lines of a help page: names, what they take, what they do.
std::string describe(const std::vector<Option>& options);

/// "0.65", "24", as a sentence has numbers.
std::string plainNumber(double value);

/// "a whole number from 1 to 24", "a number from 0 to 0.5".
template <class Number> std::string rangeOf(Number low, Number high)
{
    if constexpr (std::is_integral_v<Number>)
        return "a whole number from " + std::to_string(low) + " to " + std::to_string(high);
    else
        return "a number from " + plainNumber(low) + " to " + plainNumber(high);
}

/// The number after \p option into \p value, which stays as it is where the option does not stand.
/// A Usage error where it is none, no whole one where \p Number is whole, or beyond \p low and \p
/// high.
template <class Number>
std::optional<explain::Error> readNumber(const Arguments& arguments, const std::string& option,
                                         Number low, Number high, Number& value)
{
    if (!arguments.has(option))
        return {};
    const std::string text = arguments.value(option);
    Number read = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), read);
    if (fault != std::errc() || end != text.data() + text.size() || !(read >= low && read <= high))
        return explain::Error{explain::Error::Kind::Usage,
                              option + ": expected " + rangeOf(low, high) + ", found '" + text
                                  + "'"};
    value = read;
    return {};
}

} // namespace app
