// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/method.h"

#include <functional>
#include <memory>

/// Networks and methods whose behaviour a test writes down itself.
namespace fakes {

/// Knows its name and device, and nothing else.
class Network final : public explain::Network {
public:
    explicit Network(std::string name, std::string device = "cpu")
    {
        m_info.name = std::move(name);
        m_info.family = "fake";
        m_info.precision = "f32";
        m_info.device = std::move(device);
    }
    const explain::NetworkInfo& info() const override { return m_info; }

private:
    explain::NetworkInfo m_info;
};

using Outcome = explain::Expected<std::vector<explain::Explanation>>;

/// Does what its function says.
class Method final : public explain::Method {
public:
    Method(std::string id, std::function<Outcome(explain::Context&)> does,
           std::vector<explain::Need> needs = {})
        : m_id(std::move(id)), m_does(std::move(does)), m_needs(std::move(needs))
    {
    }
    explain::MethodInfo info() const override
    {
        return {.id = m_id,
                .title = "Title of " + m_id,
                .source = "this test",
                .kind = explain::ScoreTable::name,
                .needs = m_needs,
                .parameters = {}};
    }
    Outcome run(explain::Context& context) const override { return m_does(context); }

private:
    std::string m_id;
    std::function<Outcome(explain::Context&)> m_does;
    std::vector<explain::Need> m_needs;
};

inline explain::Context context(const std::string& device = "cpu")
{
    explain::Context made;
    made.networks["network"] = std::make_shared<Network>("fake", device);
    made.samples.resize(1); // one case, as every run has
    return made;
}

/// One explanation with no numbers, known by its unit.
inline std::vector<explain::Explanation> answer(std::string unit)
{
    return {{.kind = explain::ScoreTable{},
             .status = explain::Status::NoWords,
             .unit = std::move(unit)}};
}

} // namespace fakes
