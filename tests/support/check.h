// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/ATen.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

/// Tests without Qt, for what must also run on a GPU machine: TEST(name) { CHECK(...); }. The main
/// is here; a test that needs what the clone does not hold calls SKIP("why") and is counted.
namespace support {

struct Test {
    const char* name;
    void (*run)();
};

inline std::vector<Test>& tests()
{
    static std::vector<Test> all;
    return all;
}

inline int failures = 0;
inline std::string skipped; ///< why the running test gave up; empty: it did not

struct RegisterTest {
    RegisterTest(const char* name, void (*run)()) { tests().push_back({name, run}); }
};

inline bool check(bool holds, std::string_view what, const char* file, int line)
{
    if (!holds) {
        ++failures;
        std::cerr << file << ':' << line << ": " << what << '\n';
    }
    return holds;
}

template <class Expected> bool checkOk(const Expected& expected, const char* file, int line)
{
    return check(bool(expected), expected ? "" : expected.error().message, file, line);
}

/// The largest |found - expected|; infinity where shapes differ or NaN stands on one side alone.
inline double distance(const at::Tensor& found, const at::Tensor& expected)
{
    if (!found.defined() || !expected.defined() || found.sizes() != expected.sizes())
        return INFINITY;
    const at::Tensor a = found.to(at::kCPU, at::kDouble), b = expected.to(at::kCPU, at::kDouble);
    if (!a.isnan().equal(b.isnan()))
        return INFINITY;
    const at::Tensor gap =
        at::where(a == b, at::zeros_like(a), (a - b).abs()).nan_to_num(0, INFINITY);
    return gap.numel() ? gap.max().item<double>() : 0;
}

inline bool near(const at::Tensor& found, const at::Tensor& expected, double tolerance)
{
    const double gap = distance(found, expected);
    if (gap > tolerance)
        std::cerr << "distance " << gap << " > " << tolerance << "\nfound\n"
                  << found << "\nexpected\n"
                  << expected << '\n';
    return gap <= tolerance;
}

/// The folder that is handed to developers beside the clone; a stranger's clone has none.
inline std::filesystem::path sharedFolder()
{
    return std::filesystem::path(SOURCE_FOLDER).parent_path() / "shared";
}

/// Out of line for g++ 12, which sees overflows in the inlined sum that are not there.
[[gnu::noinline]] inline std::string notShared(const std::string& path)
{
    return "no ../shared/" + path;
}

inline std::filesystem::path goldenFolder()
{
    return std::filesystem::path(SOURCE_FOLDER) / "tests" / "golden";
}

} // namespace support

#undef CHECK // glog's, by way of c10
#define TEST(name)                                                                                 \
    static void name();                                                                            \
    static const support::RegisterTest registered_##name{#name, name};                             \
    static void name()
#define CHECK(...) support::check(bool(__VA_ARGS__), #__VA_ARGS__, __FILE__, __LINE__)
#define REQUIRE(...)                                                                               \
    if (!CHECK(__VA_ARGS__))                                                                       \
    return
#define REQUIRE_OK(...)                                                                            \
    if (!support::checkOk(__VA_ARGS__, __FILE__, __LINE__))                                        \
    return
#define SKIP(why)                                                                                  \
    do {                                                                                           \
        support::skipped = (why);                                                                  \
        return;                                                                                    \
    } while (false)
/// The first line of a test that needs the developers' shared folder.
#define NEED_SHARED(path)                                                                          \
    if (!std::filesystem::exists(support::sharedFolder() / (path)))                                \
    SKIP(support::notShared(path))

int main()
{
    int failed = 0, skips = 0;
    for (const support::Test& test : support::tests()) {
        const int before = support::failures;
        support::skipped.clear();
        try {
            test.run();
        } catch (const std::exception& e) {
            support::check(false, e.what(), test.name, 0);
        }
        const bool passed = support::failures == before;
        const bool skip = passed && !support::skipped.empty();
        std::cout << (skip         ? "SKIP "
                          : passed ? "PASS "
                                   : "FAIL ")
                  << test.name << (skip ? ": " + support::skipped : std::string()) << '\n';
        failed += !passed;
        skips += skip;
    }
    std::cout << int(support::tests().size()) - failed - skips << " passed, " << failed
              << " failed, " << skips << " skipped\n";
    return failed != 0;
}
