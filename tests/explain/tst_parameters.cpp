// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/check.h"

#include "explain/parameters.h"

using namespace explain;

namespace {

Parameters knobs()
{
    return Parameters({{"layers", "blocks", int64_t(3), 1, 12},
                       {"threshold", "gradient", -5e-5, -1, 0},
                       {"smooth", "on or off", false},
                       {"variant", "form", std::string("clean"), 0, 0, {"clean", "official"}},
                       {"template", "before the text", std::string("A photo depicts ")}});
}

} // namespace

TEST(takesWhatAPersonWrites)
{
    Parameters p = knobs();
    CHECK(!p.set("layers", "12"));
    CHECK(!p.set("threshold", "-1e-4"));
    CHECK(!p.set("smooth", "true"));
    CHECK(!p.set("variant", "official"));
    CHECK(!p.set("template", ""));
    CHECK(p.get<int64_t>("layers") == 12);
    CHECK(p.get<double>("threshold") == -1e-4);
    CHECK(p.get<bool>("smooth"));
    CHECK(p.get<std::string>("variant") == "official");
    CHECK(p.get<std::string>("template").empty());
}

TEST(refusesTheRestAndKeepsWhatStood)
{
    struct Case {
        const char* key;
        const char* text;
    };
    for (const auto& [key, text] :
         {Case{"layers", "0"}, Case{"layers", "13"}, Case{"layers", "3.5"}, Case{"layers", ""},
          Case{"layers", "3 "}, Case{"layers", "99999999999999999999"}, Case{"threshold", "nan"},
          Case{"threshold", "0,5"}, Case{"threshold", "1e-400x"}, Case{"smooth", "yes"},
          Case{"variant", "Official"}}) {
        Parameters p = knobs();
        const auto error = p.set(key, text);
        REQUIRE(error);
        CHECK(error->kind == Error::Kind::Usage);
        CHECK(error->message.starts_with(std::string(key) + ": expected "));
        CHECK(p.get<int64_t>("layers") == 3 && p.get<double>("threshold") == -5e-5);
    }
}

TEST(namesTheKnobsThereAre)
{
    const auto error = knobs().set("layer", "1");
    REQUIRE(error);
    CHECK(error->message.find("layers, threshold, smooth, variant, template") != std::string::npos);
}

TEST(textReadsBackExactly)
{
    const std::vector<ParameterValue> values{int64_t(-3), 0.1,  -5e-5,
                                             1e300,       true, std::string("a b")};
    const std::vector<std::string> texts{"-3", "0.1", "-5e-05", "1e+300", "true", "a b"};
    for (std::size_t i = 0; i < values.size(); ++i)
        CHECK(toText(values[i]) == texts[i]);
}

TEST(anUndeclaredKnobIsTheMethodsMistake)
{
    bool thrown = false;
    try {
        (void)knobs().get<bool>("none");
    } catch (const c10::Error&) {
        thrown = true;
    }
    CHECK(thrown);
}
