// SPDX-License-Identifier: Apache-2.0
#include "explain/feature_store.h"

#include <ATen/ATen.h>
#include <torch/version.h>

namespace explain {
namespace {

std::size_t sum(std::initializer_list<at::Tensor> tensors)
{
    std::size_t bytes = 0;
    for (const at::Tensor& tensor : tensors)
        bytes += tensor.defined() ? tensor.nbytes() : 0;
    return bytes;
}

std::size_t sum(const std::vector<at::Tensor>& tensors)
{
    std::size_t bytes = 0;
    for (const at::Tensor& tensor : tensors)
        bytes += tensor.nbytes();
    return bytes;
}

} // namespace

std::size_t byteSize(const Features& features)
{
    if (const auto* image = std::get_if<ImageFeatures>(&features))
        return sum({image->global, image->patches, image->localPatches, image->pixels,
                    image->hiddenStates})
            + sum(image->attention);
    const auto& text = std::get<TextFeatures>(features);
    return sum({text.global, text.tokens, text.localTokens, text.inputs, text.hiddenStates})
        + sum(text.attention) + text.spans.size() * sizeof(Token);
}

std::string fingerprint(const NetworkInfo& info)
{
    const std::string deviceType = info.device.substr(0, info.device.find(':'));
    return info.family + '|' + info.sha256 + '|' + info.preparation + '|' + info.precision + '|'
        + deviceType + "|" TORCH_VERSION;
}

std::optional<Features> MapStore::find(const std::string& key)
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_byKey.find(key);
    if (known == m_byKey.end())
        return {};
    m_entries.splice(m_entries.begin(), m_entries, known->second);
    return known->second->features;
}

void MapStore::keep(const std::string& key, const Features& features)
{
    const std::lock_guard lock(m_mutex);
    if (const auto old = m_byKey.find(key); old != m_byKey.end())
        forget(old->second);
    m_entries.push_front({key, features, byteSize(features)});
    m_byKey[key] = m_entries.begin();
    m_bytes += m_entries.front().bytes;
    while (m_bytes > m_maxBytes)
        forget(std::prev(m_entries.end()));
}

std::size_t MapStore::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

void MapStore::forget(std::list<Entry>::iterator entry)
{
    m_bytes -= entry->bytes;
    m_byKey.erase(entry->key);
    m_entries.erase(entry);
}

} // namespace explain
