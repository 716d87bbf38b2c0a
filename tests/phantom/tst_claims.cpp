// SPDX-License-Identifier: GPL-3.0-or-later
#include "phantom/claim.h"

#include "tests/support/check.h"

using namespace phantom;

namespace {

constexpr std::int8_t red = 0, blue = 5, circle = 0, square = 1, star = 3, solid = 0, dotted = 2;
constexpr std::int8_t small = 0, large = 1, medium = 2;

Object shape(std::int8_t colour, std::int8_t form, std::int8_t texture, std::int8_t size, float x,
             float y)
{
    return {{colour, form, texture, size}, x, y, 10};
}

/// A red circle at the top left, a blue square right of it, a red square below both.
Scene threeShapes()
{
    Scene scene;
    scene.objects = {shape(red, circle, solid, small, 20, 20),
                     shape(blue, square, dotted, large, 70, 24),
                     shape(red, square, solid, medium, 40, 75)};
    return scene;
}

Fields colourOf(std::int8_t colour)
{
    return {colour, unsaid, unsaid, unsaid};
}

Fields formOf(std::int8_t form)
{
    return {unsaid, form, unsaid, unsaid};
}

Fields both(std::int8_t colour, std::int8_t form)
{
    return {colour, form, unsaid, unsaid};
}

} // namespace

TEST(shapesAreJudgedAsAPersonWould)
{
    const Scene scene = threeShapes();
    struct Case {
        const char* says;
        Claim claim;
        bool truth;
    };
    for (const auto& [says, claim, truth] : {
             Case{"a red circle", {Kind::Exists, both(red, circle)}, true},
             Case{"a blue circle: binding", {Kind::Exists, both(blue, circle)}, false},
             Case{"no star", {Kind::None, formOf(star)}, true},
             Case{"no square", {Kind::None, formOf(square)}, false},
             Case{"two squares", {Kind::Count, formOf(square), nothingSaid, 2}, true},
             Case{"one square", {Kind::Count, formOf(square), nothingSaid, 1}, false},
             Case{"three objects", {Kind::Count, nothingSaid, nothingSaid, 3}, true},
             Case{"a circle left of a blue object",
                  {Kind::Relation, formOf(circle), colourOf(blue), Leftwards},
                  true},
             Case{"a circle right of a blue object",
                  {Kind::Relation, formOf(circle), colourOf(blue), Rightwards},
                  false},
             Case{"a circle above a red square",
                  {Kind::Relation, formOf(circle), both(red, square), Upwards},
                  true},
             Case{"a red square below a circle",
                  {Kind::Relation, both(red, square), formOf(circle), Downwards},
                  true},
             Case{"a circle above a blue square: level",
                  {Kind::Relation, formOf(circle), both(blue, square), Upwards},
                  false},
             Case{"a circle left of a square: which one?",
                  {Kind::Relation, formOf(circle), formOf(square), Leftwards},
                  false},
             Case{"a circle on the left",
                  {Kind::Position, formOf(circle), nothingSaid, Leftwards},
                  true},
             Case{"a circle at the top",
                  {Kind::Position, formOf(circle), nothingSaid, Upwards},
                  true},
             Case{"a blue object on the right",
                  {Kind::Position, colourOf(blue), nothingSaid, Rightwards},
                  true},
             Case{"a red square on the left: in the middle",
                  {Kind::Position, both(red, square), nothingSaid, Leftwards},
                  false},
             Case{"a square on the right: which one?",
                  {Kind::Position, formOf(square), nothingSaid, Rightwards},
                  false},
         })
        support::check(isTrue(claim, scene) == truth, says, __FILE__, __LINE__);
}

TEST(aStatementHoldsWhereAllOfItDoes)
{
    const Scene scene = threeShapes();
    Statement statement(Claim{.kind = Kind::Exists, .a = formOf(circle)});
    statement.append({.kind = Kind::None, .a = formOf(star)});
    CHECK(isTrue(statement, scene));
    statement.append({.kind = Kind::Exists, .a = formOf(star)});
    CHECK(!isTrue(statement, scene));
}

TEST(anatomyIsNoFinding)
{
    Scene scene{.domain = Domain::Chest};
    scene.objects = {
        {{unsaid, 10, unsaid, unsaid}}, {{0, 11, unsaid, unsaid}}, {{1, 11, unsaid, unsaid}}};
    CHECK(isTrue(Claim{.kind = Kind::None, .a = {0, unsaid, unsaid, unsaid}}, scene));
    CHECK(isTrue(Claim{.kind = Kind::Exists, .a = {0, 11, unsaid, unsaid}}, scene));
    CHECK(isTrue(Claim{.kind = Kind::Exists, .a = {unsaid, 10, unsaid, unsaid}}, scene));
}

TEST(findingsSayOnlyWhatTheyHave)
{
    constexpr std::int8_t nodule = 0, effusion = 2, heart = 5, atelectasis = 6, tube = 8;
    const auto can = [](Fields said) { return canBeSaid(Domain::Chest, said); };
    CHECK(can({0, nodule, 2, unsaid}));
    CHECK(!can({0, nodule, 2, 1}));
    CHECK(can({1, effusion, unsaid, 1}));
    CHECK(!can({1, effusion, 2, unsaid}));
    CHECK(can({unsaid, heart, unsaid, 1}));
    CHECK(!can({0, heart, unsaid, 1}));
    CHECK(can({0, atelectasis, 1, unsaid}));
    CHECK(!can({0, atelectasis, 0, unsaid}));
    CHECK(can({unsaid, tube, unsaid, unsaid}));
    CHECK(!can({0, tube, unsaid, unsaid}));
}

// A picture in the mirror: left is right, and nothing else changes.
TEST(mirroringExchangesLeftAndRight)
{
    int compared = 0;
    for (std::uint64_t index = 0; index < 200; ++index) {
        const Scene scene = makeScene(Domain::Shapes, 3, index);
        Scene mirrored = scene;
        for (Object& object : mirrored.objects)
            object.x = canvasSize - object.x;
        for (const Object& one : scene.objects)
            for (const Object& other : scene.objects)
                for (int direction = 0; direction < 4; ++direction) {
                    const int back = direction < 2 ? 1 - direction : direction;
                    Claim claim{Kind::Relation, one.fields, other.fields, std::int8_t(direction)};
                    Claim reflected = claim;
                    reflected.argument = std::int8_t(back);
                    CHECK(isTrue(claim, scene) == isTrue(reflected, mirrored));
                    claim.kind = reflected.kind = Kind::Position;
                    CHECK(isTrue(claim, scene) == isTrue(reflected, mirrored));
                    compared += isTrue(claim, scene);
                }
    }
    CHECK(compared > 100);
}

TEST(exactlyOneNumberIsRight)
{
    for (std::uint64_t index = 0; index < 100; ++index) {
        const Scene scene = makeScene(Domain::Shapes, 4, index);
        for (std::int8_t colour = 0; colour < 10; ++colour) {
            int right = isTrue(Claim{.kind = Kind::None, .a = colourOf(colour)}, scene);
            for (std::int8_t number = 1; number <= largestCount; ++number)
                right += isTrue(Claim{Kind::Count, colourOf(colour), nothingSaid, number}, scene);
            CHECK(right == 1);
        }
    }
}
