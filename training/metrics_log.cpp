// SPDX-License-Identifier: Apache-2.0
#include "training/metrics_log.h"

#include "phantom/foils.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

namespace training {
namespace {

using Json = nlohmann::ordered_json;

double rounded(const at::Tensor& value)
{
    return std::round(value.item<double>() * 1e4) / 1e4;
}

} // namespace

MetricsLog::MetricsLog(std::filesystem::path file, int64_t fromStep) : m_file(std::move(file))
{
    std::string kept;
    bool cuts = false;
    std::ifstream old(m_file);
    for (std::string line; std::getline(old, line);) {
        const Json json = Json::parse(line, nullptr, false);
        const auto step = json.find("step"); // the end where it is no object
        if (step != json.end() && step->is_number_integer() && step->get<int64_t>() <= fromStep)
            kept += line + '\n';
        else
            cuts = true;
    }
    old.close();
    if (cuts)
        replaceWith(kept);
}

void MetricsLog::replaceWith(const std::string& lines) const
{
    const std::filesystem::path part = m_file.string() + ".part";
    std::ofstream file(part, std::ios::trunc);
    file << lines << std::flush;
    std::error_code failed;
    if (file)
        std::filesystem::rename(part, m_file, failed);
    else
        std::filesystem::remove(part, failed); // a line too many is better than none
}

void MetricsLog::add(const Losses& losses)
{
    const auto sum = [&](at::Tensor& all, const at::Tensor& more) {
        all = m_steps == 0 ? more.clone() : all.add_(more);
    };
    sum(m_parts, losses.parts);
    sum(m_right, losses.right);
    sum(m_asked, losses.asked);
    ++m_steps;
}

std::optional<explain::Error> MetricsLog::write(Json facts)
{
    if (m_steps == 0)
        return append(facts);
    const at::Tensor parts = m_parts.cpu() / m_steps, right = m_right.cpu(), asked = m_asked.cpu();
    for (const phantom::Domain domain : {phantom::Domain::Shapes, phantom::Domain::Chest}) {
        const auto row = int64_t(domain);
        Json& named = facts[row == 0 ? "shapes" : "chest"];
        int64_t part = 0;
        for (const char* name :
             {"foil_loss", "truth_loss", "local_loss", "joint_loss", "read_out_loss"})
            named[name] = rounded(parts[row][part++]);
        for (const phantom::FoilType type : phantom::foilTypes(domain)) {
            const auto i = int64_t(type);
            if (asked[row][i].item<double>() > 0)
                named[std::string(phantom::name(type))] = rounded(right[row][i] / asked[row][i]);
        }
    }
    m_steps = 0;
    return append(facts);
}

std::optional<explain::Error> MetricsLog::append(const Json& facts)
{
    std::ofstream file(m_file, std::ios::app);
    file << facts.dump() << '\n' << std::flush;
    if (file)
        return {};
    return explain::Error{explain::Error::Kind::Input,
                          m_file.string() + ": expected to write there, found that it cannot be"};
}

} // namespace training
