// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/pickle.h"

#include "explain/foreign_json.h"
#include "explain/nets/pickle_globals.h"
#include "explain/nets/pickle_stream.h"
#include "explain/nets/pickle_tensors.h"

#include <algorithm>

namespace explain {
namespace {

constexpr std::size_t mostBytes = std::size_t(64) << 20;
constexpr std::size_t mostValues = 10'000'000;
constexpr std::size_t deepestMark = 1000;
constexpr uint8_t newestProtocol = 5;

std::string nameOf(const PickleGlobal& global)
{
    return shortened(std::string(global.module) + '.' + std::string(global.name));
}

class Machine {
public:
    Machine(std::string_view bytes, bool isTorchScript)
        : m_bytes(bytes.substr(0, mostBytes)), m_isTorchScript(isTorchScript)
    {
    }

    Pickle run()
    {
        while (step(m_bytes.take<uint8_t>())) { }
        m_pickle.root = pop();
        m_pickle.length = m_bytes.position();
        return std::move(m_pickle);
    }

private:
    using Meaning = PickleGlobal::Meaning;

    // -- the stack --
    void push(PickleValue value)
    {
        if (m_stack.size() == mostValues)
            refuse("expected at most 10000000 values, found more");
        m_stack.push_back(value);
    }

    PickleValue pop()
    {
        if (m_stack.size() <= floor())
            refuse("expected a value on the stack, found none");
        const PickleValue value = m_stack.back();
        m_stack.pop_back();
        return value;
    }

    PickleValue& top()
    {
        if (m_stack.size() <= floor())
            refuse("expected a value on the stack, found none");
        return m_stack.back();
    }

    std::size_t floor() const { return m_marks.empty() ? 0 : m_marks.back(); }

    void mark()
    {
        if (m_marks.size() == deepestMark)
            refuse("expected values nested at most 1000 deep, found more");
        m_marks.push_back(m_stack.size());
    }

    std::vector<PickleValue> popToMark()
    {
        if (m_marks.empty())
            refuse("expected a mark on the stack, found none");
        const auto begin = m_stack.begin() + std::ptrdiff_t(m_marks.back());
        std::vector<PickleValue> values(begin, m_stack.end());
        m_stack.erase(begin, m_stack.end());
        m_marks.pop_back();
        return values;
    }

    std::vector<PickleValue> popLast(std::size_t count)
    {
        std::vector<PickleValue> values(count);
        for (std::size_t i = count; i-- > 0;)
            values[i] = pop();
        return values;
    }

    // -- the memo --
    void memorise(uint64_t index)
    {
        if (index >= std::min(mostValues, m_bytes.size()))
            refuse("expected a place in the memo, found " + std::to_string(index));
        if (m_memo.size() <= index)
            m_memo.resize(index + 1);
        m_memo[index] = top();
    }

    void recall(uint64_t index)
    {
        if (index >= m_memo.size())
            refuse("expected something in the memo, found nothing at " + std::to_string(index));
        push(m_memo[index]);
    }

    // -- values --
    template <class Value> Value& make(std::deque<Value>& all, Value value)
    {
        if (all.size() == mostValues)
            refuse("expected at most 10000000 values of a kind, found more");
        return all.emplace_back(std::move(value));
    }

    void pushList(std::vector<PickleValue> items)
    {
        push(&make(m_pickle.lists, PickleList{std::move(items)}));
    }

    PickleDict* dict(bool isModule = false)
    {
        return &make(m_pickle.dicts, PickleDict{.isModule = isModule});
    }

    void append(const PickleValue& target, const std::vector<PickleValue>& values)
    {
        if (auto* const* list = std::get_if<PickleList*>(&target))
            (*list)->items.insert((*list)->items.end(), values.begin(), values.end());
        else if (!std::holds_alternative<PickleForeign>(target))
            refuse("expected a list to append to, found something else");
    }

    void setItems(const PickleValue& target, const std::vector<PickleValue>& values)
    {
        if (values.size() % 2 != 0)
            refuse("expected keys with a value each, found a key alone");
        if (auto* const* entries = std::get_if<PickleDict*>(&target))
            for (std::size_t i = 0; i < values.size(); i += 2)
                (*entries)->items.emplace_back(values[i], values[i + 1]);
        else if (!std::holds_alternative<PickleForeign>(target))
            refuse("expected a dictionary to fill, found something else");
    }

    void pushGlobal(std::string_view module, std::string_view name)
    {
        const PickleGlobal global = pickleGlobal(module, name, m_isTorchScript);
        if (isDangerous(global))
            refuse("expected weights alone, found " + nameOf(global)
                   + ", which would run code if Python opened the file: ask for the network "
                     "as safetensors");
        push(&make(m_pickle.globals, global));
    }

    void pushStorage(const PickleValue& id)
    {
        const auto* const* list = std::get_if<PickleList*>(&id);
        const auto storage = list ? storageOf((*list)->items) : std::nullopt;
        if (storage)
            push(&make(m_pickle.storages, *storage));
        else
            push(PickleForeign{});
    }

    PickleValue tensor(const std::vector<PickleValue>& arguments)
    {
        if (auto made = tensorOf(arguments))
            return &make(m_pickle.tensors, *std::move(made));
        return PickleForeign{};
    }

    /// Counts what is copied from one value to another: texts of a pickle are short, and what they
    /// ask for need not be.
    void charge(std::size_t values)
    {
        m_copied += values;
        if (m_copied > mostValues)
            refuse("expected at most 10000000 values, found more");
    }

    // -- what Python would have called --
    PickleValue call(const PickleValue& callee, const PickleValue& given)
    {
        const auto* const* global = std::get_if<const PickleGlobal*>(&callee);
        const auto* const* list = std::get_if<PickleList*>(&given);
        if (!list)
            refuse("expected arguments in a tuple, found something else");
        if (!global)
            return PickleForeign{};
        const std::vector<PickleValue>& arguments = (*list)->items;
        switch ((*global)->meaning) {
        case Meaning::OrderedDict: return orderedDict(arguments);
        case Meaning::RebuildTensor: return tensor(arguments);
        case Meaning::RebuildParameter:
            if (arguments.empty())
                refuse("expected a parameter's tensor, found none");
            return arguments[0];
        case Meaning::Collection:
            return arguments.empty() ? &make(m_pickle.lists, PickleList{}) : arguments[0];
        case Meaning::Module: return dict(true);
        case Meaning::Setting: return std::monostate();
        case Meaning::Foreign:
        case Meaning::Storage: break;
        }
        return PickleForeign{*global};
    }

    PickleValue orderedDict(const std::vector<PickleValue>& arguments)
    {
        PickleDict* made = dict();
        if (arguments.empty())
            return made;
        const auto* const* pairs = std::get_if<PickleList*>(&arguments[0]);
        if (!pairs)
            refuse("expected a dictionary's pairs, found something else");
        charge((*pairs)->items.size());
        for (const PickleValue& item : (*pairs)->items) {
            const auto* const* pair = std::get_if<PickleList*>(&item);
            if (!pair || (*pair)->items.size() != 2)
                refuse("expected a dictionary's pairs, found something else");
            made->items.emplace_back((*pair)->items[0], (*pair)->items[1]);
        }
        return made;
    }

    /// A module takes its attributes; what else a state would do to anything is of no concern.
    void build(const PickleValue& state)
    {
        auto* const* target = std::get_if<PickleDict*>(&top());
        auto* const* attributes = std::get_if<PickleDict*>(&state);
        if (!target || !attributes || !(*target)->isModule || *target == *attributes)
            return;
        charge((*attributes)->items.size());
        (*target)->items = (*attributes)->items;
    }

    // -- the operations; false: the end --
    bool step(uint8_t operation)
    {
        switch (operation) {
        case '.': return false;
        case 0x80: // PROTO
            if (const auto protocol = m_bytes.take<uint8_t>();
                protocol < 2 || protocol > newestProtocol)
                refuse("expected protocol 2 to 5, found " + std::to_string(protocol));
            return true;
        case 0x95: m_bytes.take<uint64_t>(); return true; // FRAME: of no use without a stream
        case '(': mark(); return true;
        case '0': pop(); return true;
        case '1': popToMark(); return true;
        case '2': push(top()); return true;
        case 'q': memorise(m_bytes.take<uint8_t>()); return true;
        case 'r': memorise(m_bytes.take<uint32_t>()); return true;
        case 0x94: memorise(m_memo.size()); return true;
        case 'h': recall(m_bytes.take<uint8_t>()); return true;
        case 'j': recall(m_bytes.take<uint32_t>()); return true;
        default: break;
        }
        if (!pushScalar(operation) && !pushCollection(operation) && !applyObject(operation))
            refuse("expected an operation that checkpoints need, found " + std::to_string(operation)
                   + " at " + std::to_string(m_bytes.position() - 1));
        return true;
    }

    bool pushScalar(uint8_t operation)
    {
        switch (operation) {
        case 'N': push(std::monostate()); return true;
        case 0x88: push(true); return true;
        case 0x89: push(false); return true;
        case 'J': push(int64_t(m_bytes.take<int32_t>())); return true;
        case 'K': push(int64_t(m_bytes.take<uint8_t>())); return true;
        case 'M': push(int64_t(m_bytes.take<uint16_t>())); return true;
        case 0x8a: push(m_bytes.integer(m_bytes.take<uint8_t>())); return true;
        case 0x8b:
            push(m_bytes.integer(m_bytes.take<uint32_t>()));
            return true; // negative: beyond any text
        case 'G': push(m_bytes.bigEndianReal()); return true;
        case 'U': // texts of one byte's length ...
        case 'C':
        case 0x8c: push(m_bytes.text(m_bytes.take<uint8_t>())); return true;
        case 'T': // ... of four ...
        case 'B':
        case 'X': push(m_bytes.text(m_bytes.take<uint32_t>())); return true;
        case 0x8d: // ... and of eight
        case 0x8e: push(m_bytes.text(m_bytes.take<uint64_t>())); return true;
        default: return false;
        }
    }

    bool pushCollection(uint8_t operation)
    {
        switch (operation) {
        case ')':
        case ']':
        case 0x8f: pushList({}); return true;
        case 't':
        case 'l':
        case 0x91: pushList(popToMark()); return true;
        case 0x85:
        case 0x86:
        case 0x87: pushList(popLast(operation - 0x84)); return true;
        case '}': push(dict()); return true;
        case 'd': {
            const std::vector<PickleValue> values = popToMark();
            push(dict());
            setItems(top(), values);
            return true;
        }
        case 'a': {
            const std::vector<PickleValue> value = popLast(1);
            append(top(), value);
            return true;
        }
        case 's': {
            const std::vector<PickleValue> pair = popLast(2);
            setItems(top(), pair);
            return true;
        }
        case 'e':
        case 0x90: {
            const std::vector<PickleValue> values = popToMark();
            append(top(), values);
            return true;
        }
        case 'u': {
            const std::vector<PickleValue> values = popToMark();
            setItems(top(), values);
            return true;
        }
        default: return false;
        }
    }

    bool applyObject(uint8_t operation)
    {
        switch (operation) {
        case 'c': {
            const std::string_view module = m_bytes.line();
            pushGlobal(module, m_bytes.line());
            return true;
        }
        case 0x93: {
            const std::vector<PickleValue> names = popLast(2);
            const auto* module = std::get_if<std::string_view>(&names[0]);
            const auto* name = std::get_if<std::string_view>(&names[1]);
            if (!module || !name)
                refuse("expected a name to import, found something else");
            pushGlobal(*module, *name);
            return true;
        }
        case 'R':
        case 0x81: {
            const std::vector<PickleValue> values = popLast(2);
            push(call(values[0], values[1]));
            return true;
        }
        case 'b': {
            const PickleValue state = pop();
            build(state);
            return true;
        }
        case 'Q': pushStorage(pop()); return true;
        default: return false;
        }
    }

    PickleStream m_bytes;
    bool m_isTorchScript;
    std::vector<PickleValue> m_stack, m_memo;
    std::vector<std::size_t> m_marks; ///< sizes of the stack below them
    std::size_t m_copied = 0;
    Pickle m_pickle;
};

} // namespace

std::variant<Pickle, std::string> readPickle(std::string_view bytes, bool isTorchScript)
{
    try {
        return Machine(bytes, isTorchScript).run();
    } catch (const PickleFault& fault) {
        return std::string(fault.what());
    }
}

} // namespace explain
