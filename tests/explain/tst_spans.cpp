// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/ops/spans.h"

#include "tests/support/check.h"

using namespace explain;

namespace {

std::string joined(const std::vector<std::string>& words)
{
    std::string line;
    for (const std::string& word : words)
        line += (line.empty() ? "" : "|") + word;
    return line;
}

Token token(int64_t begin, int64_t end)
{
    return {.begin = begin, .end = end};
}

const Token special{.special = true};

} // namespace

TEST(wordsAreWhatAReaderWouldCount)
{
    struct Case {
        const char *text, *words;
    };
    for (const auto& [text, words] :
         {Case{"a photo of a cat.", "a|photo|of|a|cat|."}, Case{"", ""},
          Case{" \t\u3000\u00a0", ""}, Case{"don't stop", "don't|stop"},
          Case{"Crohn\u2019s 'quoted'", "Crohn\u2019s|'|quoted|'"},
          Case{"rock'n'roll o'5", "rock'n'roll|o|'|5"},
          Case{"3.5cm 1,000.25 5. a.b", "3.5cm|1,000.25|5|.|a|.|b"},
          Case{"x-ray (PA/LAT)...", "x|-|ray|(|PA|/|LAT|)..."},
          Case{"\u732b\u3068dog \u30ab\u30e1\u30e9", "\u732b|\u3068|dog|\u30ab\u30e1\u30e9"},
          Case{"cafe\u0301 O\u2082 cm\u00b2", "cafe\u0301|O\u2082|cm\u00b2"},
          Case{"cafe\u0301's", "cafe\u0301's"},
          Case{"\u2764\ufe0f\u200d\U0001F525 heart", "\u2764\ufe0f\u200d\U0001F525|heart"},
          Case{"\u304b\u3099\u732b", "\u304b\u3099|\u732b"}, Case{"snake_case", "snake|_|case"}}) {
        const std::string found = joined(labelsOf(wordsOf(text)));
        if (!CHECK(found == words))
            std::cerr << "  found " << found << ", expected " << words << '\n';
    }
}

TEST(spansCountCodePointsAndCoverAllThatIsNotBlank)
{
    const std::vector<Word> words = wordsOf("\U0001F436 dog\u2019s, \u732b");
    REQUIRE(words.size() == 4);
    CHECK(words[0].begin == 0 && words[0].end == 1 && !words[0].isPunctuation);
    CHECK(words[1].begin == 2 && words[1].end == 7 && !words[1].isPunctuation);
    CHECK(words[2].begin == 7 && words[2].end == 8 && words[2].isPunctuation);
    CHECK(words[3].begin == 9 && words[3].end == 10);
    CHECK(codePoints("\U0001F436 dog\u2019s, \u732b") == 10);
}

TEST(badBytesAreOneCodePointEach)
{
    const std::string text = "a\xff\xfe b\xe2\x82";
    CHECK(codePoints(text) == 7);
    const std::vector<Word> words = wordsOf(text);
    REQUIRE(words.size() == 4);
    CHECK(words[1].text == "\ufffd\ufffd" && words[1].begin == 1 && words[1].end == 3);
    CHECK(words[3].begin == 5 && words[3].end == 7);
    CHECK(codePoints(std::string("a\0b", 3)) == 3);
}

TEST(textsWithoutWordsHaveAStatus)
{
    struct Case {
        const char* text;
        Status status;
    };
    for (const auto& [text, status] :
         {Case{"", Status::EmptyText}, Case{" \n\u2003", Status::EmptyText},
          Case{"...", Status::NoWords}, Case{" - ?! ", Status::NoWords}, Case{"7", Status::Ok},
          Case{"\U0001F436", Status::Ok}, Case{"a.", Status::Ok}})
        CHECK(statusOf(text) == status);
}

TEST(aWordOwnsEveryTokenThatOverlapsIt)
{
    // "chest x-ray" as [start] ch est x -ray [end]: the token "-ray" belongs to two units.
    const std::vector<Word> words = wordsOf("chest x-ray now"); // chest x - ray now
    const std::vector<Token> tokens{special,     token(0, 2),  token(2, 5),
                                    token(6, 7), token(7, 11), special};
    const at::Tensor values = at::tensor({100., 1., 3., 5., 7., 100.}, at::kDouble);
    const double nan = NAN;

    struct Case {
        Merge merge;
        double chest;
    };
    for (const auto& [merge, chest] :
         {Case{Merge::Mean, 2}, Case{Merge::Sum, 4}, Case{Merge::Max, 3}}) {
        const at::Tensor expected = at::tensor({chest, 5., 7., 7., nan}, at::kDouble);
        CHECK(support::near(mergeTokens(values, tokens, words, merge), expected, 0));
    }

    const at::Tensor rows = at::stack({values, -values}, 1).to(at::kFloat); // [6, 2]
    const at::Tensor merged = mergeTokens(rows, tokens, words, Merge::Max);
    CHECK(merged.scalar_type() == at::kFloat);
    CHECK(support::near(merged.select(1, 1), at::tensor({-1., -5., -7., -7., nan}), 0));
}

TEST(tokensOfATemplateBelongToNoWord)
{
    const std::string start = "a photo of ";
    const std::vector<Token> tokens{special,      token(0, 1),   token(2, 7),
                                    token(8, 10), token(11, 14), special};
    const at::Tensor values = at::arange(6, at::kDouble);
    const at::Tensor merged =
        mergeTokens(values, tokens, wordsOf("cat"), Merge::Sum, codePoints(start));
    CHECK(support::near(merged, at::tensor({4.}, at::kDouble), 0));
}

TEST(nothingToMergeIsNoError)
{
    CHECK(mergeTokens(at::zeros({0, 3}), {}, {}, Merge::Mean).sizes() == at::IntArrayRef({0, 3}));
    CHECK(mergeTokens(at::zeros({1, 3}), {special}, wordsOf("a b"), Merge::Max)
              .isnan()
              .all()
              .item<bool>());
}

TEST(tenThousandWordsAreMerged)
{
    std::string text;
    std::vector<Token> tokens;
    for (int i = 0; i < 10000; ++i) {
        text += "word ";
        tokens.push_back(token(5 * i, 5 * i + 4));
    }
    const std::vector<Word> words = wordsOf(text);
    const at::Tensor merged = mergeTokens(at::ones({10000}), tokens, words, Merge::Mean);
    CHECK(words.size() == 10000 && merged.eq(1).all().item<bool>());
}

TEST(aPartTakesItsTokensFromTheWhole)
{
    const Token start{.id = 1, .special = true}, end{.id = 9, .special = true};
    // "a " before; the third token of the part shares its place with the second, as the bytes of
    // one character do; the fourth was drawn together with more in the whole; the fifth was cut
    // off.
    const std::vector<Token> whole = {start,
                                      {2, "a", 0, 1},
                                      {2, "a", 2, 3},
                                      {5, "\u00c3", 4, 5},
                                      {6, "\u00a9", 4, 5},
                                      {7, "bc", 5, 7},
                                      end};
    const std::vector<Token> part = {start,
                                     {2, "a", 0, 1},
                                     {5, "\u00c3", 2, 3},
                                     {6, "\u00a9", 2, 3},
                                     {8, "b", 3, 4},
                                     {3, "d", 6, 7},
                                     end};
    const at::Tensor values = at::arange(14, at::kDouble).view({7, 2});
    const at::Tensor found = valuesOfPart(values, whole, part, 2);
    const at::Tensor expected =
        values.index_select(0, at::tensor({0, 2, 3, 4, 0, 0, 6}, at::kLong));
    expected.slice(0, 4, 6).fill_(NAN);
    CHECK(at::allclose(found, expected, 0, 0, /*equal_nan=*/true));
    CHECK(valuesOfPart(values, whole, whole, 0).equal(values));
}
