// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/features.h"
#include "explain/network.h"

#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <variant>

namespace explain {

using Features = std::variant<ImageFeatures, TextFeatures>;

/// Remembers what networks said, so that a new text never costs an image pass. Copies share
/// tensors. [any thread]
class FeatureStore {
public:
    virtual ~FeatureStore() = default;
    virtual std::optional<Features> find(const std::string& key) = 0;
    virtual void keep(const std::string& key, const Features& features) = 0; ///< replaces
};

/// Everything of a network that decides its numbers, LibTorch's version included: half of a key.
std::string fingerprint(const NetworkInfo& info);

/// Bytes that \p features hold in tensors and tokens.
std::size_t byteSize(const Features& features);

/// In memory and bounded; forgets first what was used longest ago.
class MapStore final : public FeatureStore {
public:
    explicit MapStore(std::size_t maxBytes) : m_maxBytes(maxBytes) { }

    std::optional<Features> find(const std::string& key) override;
    void keep(const std::string& key, const Features& features) override;
    std::size_t bytes() const;

private:
    struct Entry {
        std::string key;
        Features features;
        std::size_t bytes;
    };
    void forget(std::list<Entry>::iterator entry);

    const std::size_t m_maxBytes;
    mutable std::mutex m_mutex;
    std::size_t m_bytes = 0;
    std::list<Entry> m_entries; ///< last used first
    std::map<std::string, std::list<Entry>::iterator> m_byKey;
};

} // namespace explain
