// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/safetensors_header.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <tuple>

namespace explain {
namespace {

constexpr std::size_t maxRank = 8;
constexpr uint64_t maxElements = uint64_t(1) << 40;
constexpr std::string_view metadataName = "__metadata__";

struct TypeName {
    std::string_view name;
    c10::ScalarType type;
};

constexpr std::array types{TypeName{"BOOL", at::kBool},
                           TypeName{"U8", at::kByte},
                           TypeName{"I8", at::kChar},
                           TypeName{"F8_E4M3", at::kFloat8_e4m3fn},
                           TypeName{"F8_E5M2", at::kFloat8_e5m2},
                           TypeName{"I16", at::kShort},
                           TypeName{"U16", at::kUInt16},
                           TypeName{"F16", at::kHalf},
                           TypeName{"BF16", at::kBFloat16},
                           TypeName{"I32", at::kInt},
                           TypeName{"U32", at::kUInt32},
                           TypeName{"F32", at::kFloat},
                           TypeName{"I64", at::kLong},
                           TypeName{"U64", at::kUInt64},
                           TypeName{"F64", at::kDouble}};

/// Walks the header once. A document tree would lose duplicate keys, which the format forbids, and
/// would have to be built before its size is known.
class Reader final : public nlohmann::json_sax<nlohmann::json> {
public:
    SafetensorsHeader header;
    std::string fault;

    bool null() override { return scalar("null"); }
    bool boolean(bool) override { return scalar("a truth value"); }
    bool number_integer(int64_t) override { return scalar("a negative number"); }
    bool number_float(double, const std::string&) override { return scalar("a fraction"); }
    bool binary(binary_t&) override { return scalar("bytes"); }

    bool number_unsigned(uint64_t number) override
    {
        if (m_where != Where::List)
            return scalar("a number");
        std::vector<uint64_t>& numbers = m_field == "shape" ? m_shape : m_offsets;
        if (numbers.size() == maxRank)
            return fail(m_field, "at most 8 numbers", "more");
        numbers.push_back(number);
        return true;
    }

    bool string(std::string& text) override
    {
        if (m_where == Where::Metadata) {
            header.metadata[m_field] = text;
            return true;
        }
        if (m_where != Where::Entry || m_field != "dtype")
            return scalar("a text");
        const auto known = std::ranges::find(types, text, &TypeName::name);
        if (known == types.end())
            return fail("dtype", "a supported element type", text.substr(0, 40));
        m_type = known->type;
        return true;
    }

    bool start_object(std::size_t) override
    {
        switch (m_where) {
        case Where::Start: return enter(Where::Header);
        case Where::Header:
            m_fields.clear(), m_type.reset(), m_shape.clear(), m_offsets.clear();
            return enter(m_name == metadataName ? Where::Metadata : Where::Entry);
        default: return nested("an object");
        }
    }

    bool key(std::string& name) override
    {
        if (m_where == Where::Unknown)
            return true;
        if (m_where != Where::Header) {
            m_field = name;
            return m_fields.insert(name).second || fail(name, "it once", "it twice");
        }
        m_name = name;
        return m_names.insert(name).second || fail("name", "it once", "it twice");
    }

    bool end_object() override
    {
        if (m_where == Where::Unknown)
            return leaveUnknown();
        return (m_where != Where::Entry || endTensor()) && enter(Where::Header);
    }

    bool start_array(std::size_t) override
    {
        if (m_where == Where::Entry && (m_field == "shape" || m_field == "data_offsets"))
            return enter(Where::List);
        return nested("a list");
    }

    bool end_array() override
    {
        return m_where == Where::Unknown ? leaveUnknown() : enter(Where::Entry);
    }

    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::detail::exception&) override
    {
        fault = "header: expected JSON in UTF-8, found none at byte " + std::to_string(position);
        return false;
    }

private:
    enum class Where { Start, Header, Metadata, Entry, List, Unknown };

    bool enter(Where where)
    {
        m_where = where;
        return true;
    }

    bool fail(std::string_view what, std::string_view expected, std::string_view found)
    {
        fault = m_name.substr(0, 200) + ": " + std::string(what.substr(0, 200)) + ": expected "
            + std::string(expected) + ", found " + std::string(found);
        return false;
    }

    bool inUnknownField() const
    {
        return m_where == Where::Unknown
            || (m_where == Where::Entry && m_field != "dtype" && m_field != "shape"
                && m_field != "data_offsets");
    }

    bool scalar(std::string_view found)
    {
        switch (m_where) {
        case Where::Metadata: return fail(m_field, "a text", found);
        case Where::List: return fail(m_field, "whole numbers from 0", found);
        case Where::Entry:
        case Where::Unknown: return inUnknownField() || fail(m_field, "another type", found);
        default: return fail("entry", "an object", found);
        }
    }

    bool nested(std::string_view found)
    {
        if (!inUnknownField())
            return scalar(found);
        ++m_unknownDepth;
        return enter(Where::Unknown);
    }

    bool leaveUnknown() { return --m_unknownDepth > 0 || enter(Where::Entry); }

    bool endTensor()
    {
        if (!m_type || !m_fields.contains("shape") || m_offsets.size() != 2)
            return fail("entry", "dtype, shape and two data_offsets", "less or more");
        uint64_t extent = 1; // as if empty sides were 1, so that strides cannot overflow either
        bool empty = false;
        for (const uint64_t side : m_shape) {
            if (side > maxElements / extent)
                return fail("shape", "at most 2^40 elements", "more");
            extent *= std::max<uint64_t>(side, 1);
            empty = empty || side == 0;
        }
        const uint64_t bytes = empty ? 0 : extent * c10::elementSize(*m_type);
        const auto [begin, end] = std::pair(m_offsets[0], m_offsets[1]);
        if (end < begin || end - begin != bytes)
            return fail("data_offsets", std::to_string(bytes) + " bytes for its shape",
                        "[" + std::to_string(begin) + ", " + std::to_string(end) + "]");
        header.tensors.push_back({m_name, *m_type, {m_shape.begin(), m_shape.end()}, begin, end});
        return true;
    }

    Where m_where = Where::Start;
    int64_t m_unknownDepth = 0; ///< lists and objects open inside a field that nobody knows
    std::string m_name, m_field;
    std::set<std::string> m_names, m_fields;
    std::optional<c10::ScalarType> m_type;
    std::vector<uint64_t> m_shape, m_offsets;
};

/// Why the tensors do not tile the payload exactly; empty: they do. Sorts them.
std::string faultOfTiling(std::vector<TensorEntry>& tensors, uint64_t payloadSize)
{
    std::ranges::sort(tensors, [](const TensorEntry& a, const TensorEntry& b) {
        return std::tie(a.begin, a.end, a.name) < std::tie(b.begin, b.end, b.name);
    });
    uint64_t covered = 0;
    for (const TensorEntry& tensor : tensors) {
        if (tensor.begin != covered)
            return tensor.name.substr(0, 200) + ": data_offsets: expected to begin at "
                + std::to_string(covered) + ", found " + std::to_string(tensor.begin);
        covered = tensor.end;
    }
    if (covered != payloadSize)
        return "tensors: expected " + std::to_string(covered) + " bytes, found "
            + std::to_string(payloadSize);
    return {};
}

} // namespace

std::variant<SafetensorsHeader, std::string> parseSafetensorsHeader(std::string_view json,
                                                                    uint64_t payloadSize)
{
    // The JSON reader would skip a byte order mark and take NUL for the end of the text.
    if (json.empty() || json.front() != '{' || json.find('\0') != json.npos)
        return "header: expected a JSON object from the first byte on, found something else";
    Reader reader;
    if (!nlohmann::json::sax_parse(json, &reader))
        return reader.fault;
    if (std::string fault = faultOfTiling(reader.header.tensors, payloadSize); !fault.empty())
        return fault;
    return std::move(reader.header);
}

std::string_view safetensorsName(c10::ScalarType type)
{
    const auto known = std::ranges::find(types, type, &TypeName::type);
    return known == types.end() ? std::string_view() : known->name;
}

} // namespace explain
