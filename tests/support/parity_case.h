// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/family.h"
#include "explain/nets/safetensors.h"

#include "tests/support/check.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>
#include <map>

namespace support {

/// A folder with a checkpoint and what its reference implementation answered: expected.json (with
/// a tolerance a tensor) and expected.safetensors.
class ParityCase {
public:
    explicit ParityCase(const std::filesystem::path& path) : folder(path)
    {
        std::ifstream stream(folder / "expected.json");
        json = nlohmann::json::parse(stream);
        const auto read = explain::readSafetensors(folder / "expected.safetensors");
        TORCH_CHECK(read, "expected.safetensors cannot be read");
        tensors = read->tensors;
    }

    /// Prints one line: the largest difference of each group of tensors.
    ~ParityCase()
    {
        std::cout << "PARITY " << json.value("case", folder.filename().string());
        for (const auto& [group, gap] : m_worst)
            std::cout << "  " << group << ' ' << gap;
        std::cout << '\n';
    }
    ParityCase(const ParityCase&) = delete;
    ParityCase& operator=(const ParityCase&) = delete;

    const at::Tensor& operator[](const std::string& name) const { return tensors.at(name); }

    /// Whether \p found is \p expected, the whole or a part of the tensor \p name, within the
    /// tolerance of its entry.
    bool matches(const std::string& name, const at::Tensor& found, const at::Tensor& expected)
    {
        const double tolerance = json.at("tensors").at(name).at("atol").get<double>();
        const double gap = distance(found, expected);
        double& worst = m_worst[groupOf(name)];
        worst = std::max(worst, gap);
        if (!(gap <= tolerance))
            std::cerr << name << ": distance " << gap << ", tolerance " << tolerance << '\n';
        return gap <= tolerance;
    }

    bool matches(const std::string& name, const at::Tensor& found)
    {
        return matches(name, found, tensors.at(name));
    }

    std::filesystem::path folder;
    nlohmann::json json;
    explain::NamedTensors tensors;

private:
    static std::string groupOf(const std::string& name) // vision.hidden.3 -> vision.hidden
    {
        const std::size_t end = name.find_last_not_of("0123456789");
        return name.substr(0, name[end] == '.' ? end : end + 1);
    }

    std::map<std::string, double> m_worst;
};

/// The network in \p folder by the way that every user takes.
inline explain::Expected<std::shared_ptr<const explain::Network>>
loaded(const std::filesystem::path& folder, const std::string& precision = "f32")
{
    const auto family = explain::familyOf(folder);
    if (!family)
        return family.error();
    return family->load({.path = folder, .precision = precision}, {});
}

} // namespace support
