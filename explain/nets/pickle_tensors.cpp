// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/pickle_tensors.h"

#include "explain/nets/pickle_stream.h"

#include <algorithm>

namespace explain {
namespace {

constexpr std::size_t mostDimensions = 8;
constexpr int64_t mostElements = int64_t(1) << 40;

/// How many elements \p sizes make, or -1 beyond 2^40.
int64_t product(const std::vector<int64_t>& sizes)
{
    int64_t count = 1;
    for (const int64_t size : sizes)
        if (size == 0)
            return 0;
    for (const int64_t size : sizes)
        if (__builtin_mul_overflow(count, size, &count) || count > mostElements)
            return -1;
    return count;
}

std::vector<int64_t> numbers(const PickleValue& value)
{
    const auto* const* list = std::get_if<PickleList*>(&value);
    if (!list || (*list)->items.size() > mostDimensions)
        refuse("expected sizes of at most 8 dimensions, found something else");
    std::vector<int64_t> all;
    for (const PickleValue& item : (*list)->items) {
        const auto* number = std::get_if<int64_t>(&item);
        if (!number || *number < 0)
            refuse("expected sizes and strides of 0 or more, found something else");
        all.push_back(*number);
    }
    return all;
}

void checkBounds(const PickleTensor& tensor)
{
    const int64_t held = tensor.storage->count, count = product(tensor.sizes);
    if (tensor.strides.size() != tensor.sizes.size() || count < 0 || count > held)
        refuse("expected a tensor with no more elements than its storage, found "
               + std::to_string(held) + " elements under a larger one");
    int64_t last = tensor.offset; // the largest index of any of its elements
    bool fits = count == 0 || last < held;
    for (std::size_t i = 0; fits && count > 0 && i < tensor.sizes.size(); ++i) {
        int64_t extent = 0;
        fits = !__builtin_mul_overflow(tensor.sizes[i] - 1, tensor.strides[i], &extent)
            && !__builtin_add_overflow(last, extent, &last) && last < held;
    }
    if (!fits || tensor.offset > held)
        refuse("expected a tensor within its storage of " + std::to_string(held)
               + " elements, found one that reaches out of it");
}

} // namespace

std::optional<PickleStorage> storageOf(const std::vector<PickleValue>& id)
{
    const bool isPlain =
        id.size() == 5 || (id.size() == 6 && std::holds_alternative<std::monostate>(id[5]));
    if (!isPlain)
        return {};
    const auto* kind = std::get_if<std::string_view>(&id[0]);
    const auto* const* type = std::get_if<const PickleGlobal*>(&id[1]);
    const auto* key = std::get_if<std::string_view>(&id[2]);
    const auto* count = std::get_if<int64_t>(&id[4]);
    if (!kind || *kind != "storage")
        return {};
    if (!type || !key || !count || *count < 0 || *count > mostElements)
        refuse("expected a storage's type, key and length, found something else");
    if ((*type)->meaning != PickleGlobal::Meaning::Storage)
        return {};
    return PickleStorage{*key, (*type)->type, *count};
}

std::optional<PickleTensor> tensorOf(const std::vector<PickleValue>& arguments)
{
    if (arguments.size() < 4)
        refuse("expected a tensor's storage, offset, sizes and strides, found "
               + std::to_string(arguments.size()) + " values");
    if (std::holds_alternative<PickleForeign>(arguments[0]))
        return {};
    const auto* const* storage = std::get_if<const PickleStorage*>(&arguments[0]);
    const auto* offset = std::get_if<int64_t>(&arguments[1]);
    if (!storage || !offset || *offset < 0)
        refuse("expected a tensor's storage and offset, found something else");
    PickleTensor tensor{*storage, *offset, numbers(arguments[2]), numbers(arguments[3])};
    checkBounds(tensor);
    return tensor;
}

} // namespace explain
