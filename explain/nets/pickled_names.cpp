// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/pickled_names.h"

#include "explain/foreign_json.h"
#include "explain/ops/unicode.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace explain {
namespace {

constexpr std::size_t mostAttributes = 1'000'000, longestName = 4096, mostNotes = 20;
constexpr int deepestModule = 100, deepestWrapper = 8;
constexpr std::string_view parallelPrefix = "module."; // of data-parallel training

/// Never leaves this file.
struct Malformed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

std::string typeOf(const PickleValue& value)
{
    const auto* foreign = std::get_if<PickleForeign>(&value);
    const auto* const* global = std::get_if<const PickleGlobal*>(&value);
    const PickleGlobal* type = foreign ? foreign->type : global ? *global : nullptr;
    if (type)
        return shortened(std::string(type->module) + '.' + std::string(type->name));
    return foreign ? "a Python object" : "a value";
}

std::string nameOf(std::string_view bytes)
{
    std::string name(bytes);
    if (name.size() > longestName || encodeUtf8(decodeUtf8(name)) != name)
        throw Malformed("expected tensors' names in UTF-8 of at most " + std::to_string(longestName)
                        + " bytes, found another");
    return name;
}

const PickleValue* find(const PickleDict& dict, std::string_view key)
{
    const auto found = std::find_if(dict.items.rbegin(), dict.items.rend(), [&](const auto& item) {
        const auto* text = std::get_if<std::string_view>(&item.first);
        return text && *text == key;
    });
    return found == dict.items.rend() ? nullptr : &found->second;
}

class Names {
public:
    PickledNames of(const PickleValue& root)
    {
        const PickleDict* dict = dictOf(root);
        if (dict->isModule) {
            note("TorchScript: its weights are read, its program is not run");
            addModule(*unwrappedModule(dict), "", 0);
        } else {
            addStateDict(*unwrapped(dict));
        }
        if (m_found.tensors.empty())
            throw Malformed("expected named tensors, found none");
        dropParallelPrefix();
        return std::move(m_found);
    }

private:
    static const PickleDict* dictOf(const PickleValue& value)
    {
        if (auto* const* dict = std::get_if<PickleDict*>(&value))
            return *dict;
        if (const auto* foreign = std::get_if<PickleForeign>(&value); foreign && foreign->type)
            throw Malformed("expected a state dict, found a pickled object, " + typeOf(value)
                            + ": only its own Python code can open it; save its state_dict() "
                              "as safetensors");
        throw Malformed("expected a state dict, found " + typeOf(value));
    }

    const PickleDict* unwrapped(const PickleDict* dict)
    {
        for (int depth = 0; depth < deepestWrapper; ++depth) {
            const PickleValue* inside = nullptr;
            for (const char* key : {"state_dict", "model", "model_state_dict", "module"})
                if (inside = find(*dict, key); inside)
                    break;
            if (!inside || std::holds_alternative<const PickleTensor*>(*inside))
                break;
            noteForeign(*dict);
            dict = dictOf(*inside);
        }
        return dict;
    }

    void noteForeign(const PickleDict& dict)
    {
        for (const auto& [key, value] : dict.items)
            if (const auto* name = std::get_if<std::string_view>(&key);
                name && std::holds_alternative<PickleForeign>(value))
                note(shortened(nameOf(*name)) + ": " + typeOf(value) + ", left alone");
    }

    void addStateDict(const PickleDict& dict)
    {
        noteForeign(dict);
        for (const auto& [key, value] : dict.items)
            if (const auto* tensor = std::get_if<const PickleTensor*>(&value)) {
                const auto* name = std::get_if<std::string_view>(&key);
                if (!name)
                    throw Malformed("expected names of tensors, found a key that is no text");
                m_found.tensors.insert_or_assign(nameOf(*name), *tensor);
            }
    }

    /// The module inside modules that hold nothing but one other.
    static const PickleDict* unwrappedModule(const PickleDict* module)
    {
        for (int depth = 0; depth < deepestWrapper; ++depth) {
            const PickleDict* only = nullptr;
            for (const auto& [key, value] : module->items) {
                if (std::holds_alternative<const PickleTensor*>(value))
                    return module;
                auto* const* inside = std::get_if<PickleDict*>(&value);
                if (!inside || !(*inside)->isModule)
                    continue;
                if (only)
                    return module;
                only = *inside;
            }
            if (!only)
                return module;
            module = only;
        }
        return module;
    }

    void addModule(const PickleDict& module, const std::string& prefix, int depth)
    {
        if (depth == deepestModule)
            throw Malformed("expected modules nested at most 100 deep, found more");
        for (const auto& [key, value] : module.items) {
            if (++m_attributes > mostAttributes)
                throw Malformed("expected at most 1000000 attributes of modules, found more");
            const auto* name = std::get_if<std::string_view>(&key);
            auto* const* inside = std::get_if<PickleDict*>(&value);
            const auto* tensor = std::get_if<const PickleTensor*>(&value);
            if (!name || (!tensor && !(inside && (*inside)->isModule)))
                continue;
            const std::string path = nameOf(prefix + std::string(name->substr(0, longestName)));
            if (tensor)
                m_found.tensors.insert_or_assign(path, *tensor);
            else
                addModule(**inside, path + '.', depth + 1);
        }
    }

    void dropParallelPrefix()
    {
        const bool common = std::ranges::all_of(m_found.tensors, [](const auto& entry) {
            return entry.first.starts_with(parallelPrefix);
        });
        if (!common)
            return;
        std::map<std::string, const PickleTensor*> renamed;
        for (const auto& [name, tensor] : m_found.tensors)
            renamed.emplace(name.substr(parallelPrefix.size()), tensor);
        m_found.tensors = std::move(renamed);
    }

    void note(const std::string& clause)
    {
        if (m_found.notes.size() < mostNotes)
            m_found.notes.push_back(clause);
    }

    PickledNames m_found;
    std::size_t m_attributes = 0;
};

} // namespace

std::variant<PickledNames, std::string> namedTensorsOf(const Pickle& pickle)
{
    try {
        return Names().of(pickle.root);
    } catch (const Malformed& fault) {
        return std::string(fault.what());
    }
}

} // namespace explain
