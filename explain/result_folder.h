// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace explain {

/// A folder that appears whole or not at all. Files are written beside it (inside it where it
/// exists already, which may be a mount point) and moved into place by commit(); until then what an
/// older run left is as it was. Destroyed before that, it takes everything away again, parents that
/// it made included.
class ResultFolder {
public:
    /// Errors: Input where \p folder is a file, lies below one, or cannot be written.
    static Expected<ResultFolder> open(const std::filesystem::path& folder);

    ResultFolder(ResultFolder&& other) noexcept;
    ResultFolder& operator=(ResultFolder&&) = delete;
    ~ResultFolder();

    /// Where the files of this run are to be written, at most one folder deep.
    const std::filesystem::path& staging() const { return m_staging; }

    /// Writes \p bytes to the file \p name ("truth.jsonl", "images/000000.png"). Errors: Input
    /// (disk full, too large).
    std::optional<Error> write(const std::string& name, std::string_view bytes) const;

    /// Adds \p bytes to the end of the file \p name, which need not be there yet.
    std::optional<Error> append(const std::string& name, std::string_view bytes) const;

    /// Moves all that was written into place: older files of the same names are replaced, and those
    /// in \p stale that this run did not write are removed; nothing else in the folder is touched.
    /// \p last is moved after all others: who sees it sees a whole result. On an Input error all
    /// older files are back where they were.
    std::optional<Error> commit(const std::vector<std::string>& stale, const std::string& last);

private:
    ResultFolder() = default;
    std::optional<Error> write(const std::string& name, std::string_view bytes, int flags) const;
    std::optional<Error> replaceFiles(const std::vector<std::string>& stale,
                                      const std::string& last);

    std::filesystem::path m_folder, m_staging;
    std::vector<std::filesystem::path> m_made; ///< parents that did not exist, outermost first
    bool m_existed = false;
};

} // namespace explain
