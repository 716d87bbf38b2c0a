// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/config_reader.h"

#include "explain/foreign_json.h"

#include <cmath>

namespace explain {
namespace {

constexpr uint64_t largestCount = uint64_t(1) << 20;

} // namespace

ConfigReader::ConfigReader(nlohmann::json object, std::string where)
    : m_object(std::move(object)), m_where(std::move(where))
{
}

const nlohmann::json* ConfigReader::find(const std::string& key)
{
    m_asked.insert(key);
    const auto found = m_object.find(key);
    return found == m_object.end() || found->is_null() ? nullptr : &*found;
}

nlohmann::json ConfigReader::raw(const std::string& key)
{
    const nlohmann::json* value = find(key);
    return value != nullptr ? *value : nlohmann::json();
}

bool ConfigReader::has(const std::string& key) const
{
    const auto found = m_object.find(key);
    return found != m_object.end() && !found->is_null();
}

int64_t ConfigReader::count(const std::string& key, int64_t absent)
{
    const nlohmann::json* value = find(key);
    if (value == nullptr)
        return absent;
    if (!value->is_number_unsigned() || value->get<uint64_t>() < 1
        || value->get<uint64_t>() > largestCount) {
        refuse(key, "a whole number from 1 to " + std::to_string(largestCount), shortened(*value));
        return absent;
    }
    return value->get<int64_t>();
}

double ConfigReader::number(const std::string& key, double absent)
{
    const nlohmann::json* value = find(key);
    if (value == nullptr)
        return absent;
    if (!value->is_number() || !(value->get<double>() > 0)
        || !std::isfinite(value->get<double>())) {
        refuse(key, "a number above 0", shortened(*value));
        return absent;
    }
    return value->get<double>();
}

bool ConfigReader::flag(const std::string& key, bool absent)
{
    const nlohmann::json* value = find(key);
    if (value != nullptr && !value->is_boolean())
        refuse(key, "true or false", shortened(*value));
    return value != nullptr && value->is_boolean() ? value->get<bool>() : absent;
}

std::string ConfigReader::text(const std::string& key, const std::string& absent)
{
    const nlohmann::json* value = find(key);
    if (value != nullptr && !value->is_string())
        refuse(key, "a text", shortened(*value));
    return value != nullptr && value->is_string() ? value->get<std::string>() : absent;
}

ConfigReader ConfigReader::object(const std::string& key)
{
    const nlohmann::json* value = find(key);
    if (value != nullptr && !value->is_object())
        refuse(key, "an object", shortened(*value));
    return {value != nullptr && value->is_object() ? *value : nlohmann::json::object(),
            m_where + ": " + key};
}

void ConfigReader::accept(const std::string& key, const nlohmann::json& only)
{
    const nlohmann::json* value = find(key);
    if (value != nullptr && *value != only)
        refuse(key, shortened(only), shortened(*value));
}

void ConfigReader::refuseOthers(const std::string& exempt)
{
    for (const auto& [key, value] : m_object.items())
        if (!m_asked.contains(key) && !key.starts_with(exempt))
            refuse(shortened(key), "a setting that is known", shortened(value));
}

void ConfigReader::refuse(const std::string& what, const std::string& expected,
                          const std::string& found)
{
    if (!m_fault)
        m_fault = Error{Error::Kind::Network,
                        m_where + ": " + what + ": expected " + expected + ", found " + found};
}

void ConfigReader::take(const ConfigReader& inner)
{
    if (!m_fault)
        m_fault = inner.m_fault;
}

} // namespace explain
