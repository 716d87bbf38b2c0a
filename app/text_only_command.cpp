// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/text_only_command.h"

#include "app/console.h"
#include "app/options.h"
#include "phantom/truth_case.h"
#include "training/text_only.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>

namespace app {
namespace {

using explain::Error;
using explain::Expected;
using Json = nlohmann::ordered_json;
using Report = training::TextOnlyReport;

constexpr int exitLeaks = 3; // as for any input that does not hold what it should

const std::vector<Option> options{
    {"--text-only", "", "read captions and foils without their pictures"},
    {"--domain", "DOMAIN", "shapes or chest"},
    {"--pairs", "N", "pairs to learn from; half as many are asked about (300000)"},
    {"--seed", "N", "of the scenes to learn from, below 900000; 900000 + N is asked about (1)"},
    {"--json", "", "for machines"},
    {"--help", "", "this page"}};

const char* const helpPage =
    R"(groundscope phantom --text-only --domain shapes|chest [--pairs N] [--seed N] [--json]

Can the true text of a pair be told without the picture? Logistic regression on the words and a small
network learn from pairs of training scenes and are asked about held-out ones. Each type of foil
should score .47 to .53; the exit code is 3 where one does not.

)";

Expected<Report> judge(const Arguments& arguments)
{
    const std::string domain = arguments.value("--domain");
    if (domain != "shapes" && domain != "chest")
        return Error{Error::Kind::Usage,
                     "--domain: expected shapes or chest, found '" + domain + "'"};
    if (!arguments.words.empty())
        return Error{Error::Kind::Usage,
                     "phantom --text-only: expected options alone, found '"
                         + arguments.words.front() + "'"};
    std::int64_t pairs = 300'000;
    std::uint64_t seed = 1;
    if (const auto error =
            readNumber(arguments, "--pairs", std::int64_t(0), std::int64_t(INT64_MAX), pairs))
        return *error;
    if (const auto error =
            readNumber(arguments, "--seed", std::uint64_t(0), std::uint64_t(UINT64_MAX), seed))
        return *error;
    return training::textOnly(domain == "shapes" ? phantom::Domain::Shapes : phantom::Domain::Chest,
                              pairs, seed, consoleProgress(ProgressStyle::Bar));
}

/// ".503 (.497-.509)"
std::string cell(const training::Share& share)
{
    const auto [low, high] = share.interval();
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.3f (%.3f-%.3f)", share.value(), low, high);
    return text.data();
}

std::string line(const std::string& name, const training::Share& bag,
                 const training::Share& network, const char* mark)
{
    std::array<char, 160> text{};
    std::snprintf(text.data(), text.size(), "%-11s %8lld  %-21s  %-21s%s\n", name.c_str(),
                  static_cast<long long>(bag.of), cell(bag).c_str(), cell(network).c_str(), mark);
    return text.data();
}

std::string forPeople(const Report& report)
{
    std::string page = std::string(name(report.domain)) + ": learnt from "
        + std::to_string(report.trained) + " pairs, asked about " + std::to_string(report.tested)
        + " of held-out scenes\n\n"
        + "foil           pairs  bag of words           small network\n";
    for (const Report::Row& row : report.rows)
        page += line(std::string(name(row.type)), row.bag, row.network,
                     row.passes() ? "" : "  LEAKS: outside .47-.53");
    page += line("all", report.bag, report.network, "");
    return page
        + (report.passes() ? "\nNo type can be told from the text alone.\n"
                           : "\nSome types can be told from the text alone.\n");
}

Json toJson(const training::Share& share)
{
    const auto [low, high] = share.interval();
    return {{"accuracy", share.value()}, {"low", low}, {"high", high}};
}

std::string forMachines(const Report& report)
{
    Json rows = Json::array();
    for (const Report::Row& row : report.rows)
        rows.push_back({{"type", name(row.type)},
                        {"pairs", row.bag.of},
                        {"bag", toJson(row.bag)},
                        {"network", toJson(row.network)},
                        {"passes", row.passes()}});
    return Json{{"domain", std::string(name(report.domain))},
                {"trained", report.trained},
                {"tested", report.tested},
                {"types", rows},
                {"bag", toJson(report.bag)},
                {"network", toJson(report.network)},
                {"passes", report.passes()}}
               .dump(2)
        + '\n';
}

} // namespace

int textOnlyCommand(const std::vector<std::string>& arguments)
{
    const auto read = parse(arguments, options);
    if (!read)
        return fail(read.error());
    if (read->has("--help"))
        return print(helpPage + describe(options));
    const auto report = judge(*read);
    clearProgress();
    if (!report)
        return fail(report.error());
    if (const int code = print(read->has("--json") ? forMachines(*report) : forPeople(*report)))
        return code;
    return report->passes() ? 0 : exitLeaks;
}

} // namespace app
