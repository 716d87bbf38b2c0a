// SPDX-License-Identifier: Apache-2.0
#include "calibration/result.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <sstream>

namespace calibration {
namespace {

std::string rounded(double value)
{
    if (!std::isfinite(value))
        return "-";
    std::array<char, 32> digits{};
    const char* const format = std::abs(value) < 100 ? "%.3f" : "%.0f";
    std::snprintf(digits.data(), digits.size(), format, value);
    return digits.data();
}

std::string interval(const Figure& figure)
{
    return std::isfinite(figure.low) ? rounded(figure.low) + " to " + rounded(figure.high) : "-";
}

std::string shortest(double value)
{
    std::array<char, 32> digits{};
    std::snprintf(digits.data(), digits.size(), "%.6g", value);
    return digits.data();
}

using Line = std::array<std::string, 8>;

std::vector<Line> linesOf(const Result& result)
{
    std::vector<Line> lines{
        {"method", "metric", "of", "value", "95 % interval", "chance", "ceiling", "n"}};
    for (const MethodResult& method : result.methods)
        for (const Figure& figure : method.figures) {
            const Figure* const shown = headline(method);
            if (!figure.group.empty() && figure.metric != "it-blind"
                && (!shown || figure.metric != shown->metric))
                continue;
            const Metric* const metric = findMetric(figure.metric);
            std::string count = std::to_string(figure.count);
            if (figure.undefined > 0)
                count += " (" + std::to_string(figure.undefined) + " without a value)";
            lines.push_back({method.method, metric ? std::string(metric->title) : figure.metric,
                             figure.group.empty() ? "all" : figure.group, rounded(figure.value),
                             interval(figure), rounded(figure.chance), rounded(figure.ceiling),
                             count});
        }
    return lines;
}

/// Code points, of texts in scripts that take one place each.
std::size_t widthOf(const std::string& text)
{
    return std::size_t(std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string aligned(const std::vector<Line>& lines)
{
    std::array<std::size_t, 8> widths{};
    for (const Line& line : lines)
        for (std::size_t i = 0; i < line.size(); ++i)
            widths[i] = std::max(widths[i], widthOf(line[i]));
    std::string page;
    for (const Line& line : lines) {
        std::string row;
        for (std::size_t i = 0; i < line.size(); ++i)
            row += line[i] + std::string(widths[i] - widthOf(line[i]) + 2, ' ');
        page += row.substr(0, row.find_last_not_of(' ') + 1) + '\n';
    }
    return page;
}

} // namespace

std::string toTable(const Result& result)
{
    std::ostringstream page;
    page << result.network << " (" << result.sha256.substr(0, 12) << ", " << result.precision
         << ", grid " << result.rows << " x " << result.cols << ") on " << result.cases
         << " cases of " << result.domain << ", " << result.data << ", " << result.width << " x "
         << result.height << " px\n\n"
         << aligned(linesOf(result)) << '\n';
    for (const MethodResult& method : result.methods) {
        page << method.method << ": " << shortest(method.secondsPerCase) << " s a case";
        for (const auto& [key, value] : method.parameters)
            page << ", " << key << " '" << value << '\'';
        page << '\n';
        if (!method.note.empty())
            page << "  " << method.note << '\n';
        for (const std::string& group : failures(method))
            page << "  worse than guessing: " << group << '\n';
    }
    for (const auto& [key, value] : result.thresholds)
        page << "threshold " << key << " = " << shortest(value) << '\n';
    for (const Skipped& one : result.skipped)
        page << "not measured: " << one.method << ", " << one.reason << '\n';
    return page.str();
}

} // namespace calibration
