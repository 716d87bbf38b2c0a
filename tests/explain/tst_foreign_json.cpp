// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/foreign_json.h"

#include "tests/support/check.h"

#include <nlohmann/json.hpp>

using namespace explain;
using nlohmann::json;

namespace {

std::string repeated(char c, std::size_t count)
{
    std::string text;
    while (text.size() < count)
        text += c;
    return text;
}

} // namespace

TEST(depthIsCountedOutsideOfTexts)
{
    const auto nested = [](std::size_t depth) {
        return repeated('[', depth) + repeated(']', depth);
    };
    CHECK(!depthFault(nested(200)));
    CHECK(depthFault(nested(201)) == "expected JSON nested at most 200 deep, found 201");
    CHECK(!depthFault('"' + repeated('[', 1000) + '"'));
    CHECK(!depthFault(R"("\")" + repeated('[', 1000) + '"')); // the quote is part of the text
    CHECK(depthFault(R"("\\")" + repeated('[', 1000)).has_value());
    CHECK(!depthFault(""));
}

TEST(aMemberIsNullWhereThereIsNone)
{
    const json object = {{"a", {{"b", 3}}}};
    CHECK(memberOf(memberOf(object, "a"), "b") == 3);
    CHECK(memberOf(object, "c").is_null());
    CHECK(memberOf(memberOf(memberOf(object, "a"), "b"), "c").is_null());
    CHECK(memberOf(json::array({1}), "a").is_null());
}

TEST(longValuesAreShortened)
{
    CHECK(shortened(repeated('x', 80)) == repeated('x', 80));
    CHECK(shortened(repeated('x', 81)) == repeated('x', 80) + "...");
    CHECK(shortened(repeated('x', 79) + "\u00e9") == repeated('x', 79) + "...");
    CHECK(shortened(json{{"a", {1, "\u00e9\n"}}}) == R"({"a":[1,"\u00e9\n"]})");
    CHECK(shortened(json("\xff")) == R"("\ufffd")"); // no UTF-8, and yet a message
}
