// SPDX-License-Identifier: Apache-2.0
#include "explain/result_folder.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace explain {
namespace {

namespace fs = std::filesystem;

constexpr int mostAttempts = 1000; // to find a free name in folders that stay

Error unwritable(const fs::path& path, int fault)
{
    if (fault == ENOTDIR || fault == EEXIST)
        return {Error::Kind::Input, path.string() + ": expected a folder, found a file on its way"};
    return {Error::Kind::Input,
            path.string() + ": expected to write there, found '" + std::strerror(fault) + "'"};
}

/// Closes on every way out.
class Handle {
public:
    explicit Handle(int descriptor) : m_descriptor(descriptor) { }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    int get() const { return m_descriptor; }

private:
    int m_descriptor;
};

/// Some file systems cannot sync a folder and say EINVAL: that is no failure.
std::optional<Error> sync(const fs::path& path)
{
    const Handle handle(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (handle.get() < 0 || (::fsync(handle.get()) != 0 && errno != EINVAL))
        return unwritable(path, errno);
    return {};
}

/// The files of a folder and of the folders in it, as write() names them.
std::vector<std::string> namesIn(const fs::path& folder)
{
    std::vector<std::string> names;
    std::error_code failed;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder, failed))
        if (entry.is_regular_file(failed))
            names.push_back(entry.path().lexically_relative(folder).string());
    std::ranges::sort(names);
    return names;
}

/// The folders that \p names are in, below their own.
std::set<fs::path> foldersOf(const std::vector<std::string>& names)
{
    std::set<fs::path> folders;
    for (const std::string& name : names)
        if (const fs::path folder = fs::path(name).parent_path(); !folder.empty())
            folders.insert(folder);
    return folders;
}

/// One step that can be taken back.
struct Move {
    fs::path from, to;
};

/// Renames, and takes all of it back unless told to keep it.
class Moves {
public:
    ~Moves()
    {
        std::error_code ignored;
        for (; !m_done.empty(); m_done.pop_back())
            fs::rename(m_done.back().to, m_done.back().from, ignored);
    }
    std::optional<Error> move(const fs::path& from, const fs::path& to)
    {
        std::error_code failed;
        fs::rename(from, to, failed);
        if (failed)
            return unwritable(to, failed.value());
        m_done.push_back({from, to});
        return {};
    }
    void keep() { m_done.clear(); }

private:
    std::vector<Move> m_done;
};

/// Makes the folders above \p folder that are missing and names them in \p made; what another run
/// makes meanwhile is that run's. \returns 0 or an errno
int makeParents(const fs::path& folder, std::vector<fs::path>& made)
{
    std::vector<fs::path> missing;
    std::error_code failed;
    for (fs::path above = folder.parent_path(); !above.empty() && !fs::exists(above, failed);
         above = above.parent_path())
        missing.push_back(above);
    for (auto above = missing.rbegin(); above != missing.rend(); ++above) {
        if (::mkdir(above->c_str(), 0777) == 0)
            made.push_back(*above);
        else if (const int fault = errno; fault != EEXIST)
            return fault;
        else if (!fs::is_directory(*above, failed)) // a file, or gone again
            return fs::exists(fs::symlink_status(*above, failed)) ? ENOTDIR : ENOENT;
    }
    return 0;
}

/// Makes a folder that nobody else uses, inside \p folder where that exists, else beside it.
Expected<fs::path> makeStaging(const fs::path& folder, bool existed, std::vector<fs::path>& made)
{
    const std::string beside =
        existed ? (folder / ".partial-").string() : folder.string() + ".partial-";
    for (int attempt = 0;; ++attempt) {
        const fs::path staging =
            beside + std::to_string(::getpid()) + "-" + std::to_string(attempt);
        int fault = existed ? 0 : makeParents(folder, made);
        if (fault == 0 && ::mkdir(staging.c_str(), 0777) == 0)
            return staging;
        fault = fault != 0 ? fault : errno;
        // EEXIST: the name is taken. ENOENT: another run has taken an empty parent away.
        const bool mayPass = fault == EEXIST || (fault == ENOENT && !existed);
        if (!mayPass || attempt == mostAttempts)
            return unwritable(folder, fault);
    }
}

} // namespace

Expected<ResultFolder> ResultFolder::open(const fs::path& folder)
{
    ResultFolder result;
    std::error_code failed;
    result.m_folder = fs::absolute(folder, failed).lexically_normal();
    if (failed)
        return unwritable(folder, failed.value());
    if (!result.m_folder.has_filename())
        result.m_folder = result.m_folder.parent_path();
    const fs::file_status found = fs::status(result.m_folder, failed);
    result.m_existed = fs::is_directory(found);
    if (fs::exists(found) && !result.m_existed)
        return Error{Error::Kind::Input, folder.string() + ": expected a folder, found a file"};

    auto staging = makeStaging(result.m_folder, result.m_existed, result.m_made);
    if (!staging)
        return staging.error();
    result.m_staging = std::move(*staging);
    return result;
}

ResultFolder::ResultFolder(ResultFolder&& other) noexcept
    : m_folder(std::move(other.m_folder)), m_staging(std::exchange(other.m_staging, {})),
      m_made(std::exchange(other.m_made, {})), m_existed(other.m_existed)
{
}

ResultFolder::~ResultFolder()
{
    std::error_code ignored;
    if (!m_staging.empty())
        fs::remove_all(m_staging, ignored);
    for (; !m_made.empty(); m_made.pop_back())
        ::rmdir(m_made.back().c_str()); // only where it is empty
}

std::optional<Error> ResultFolder::write(const std::string& name, std::string_view bytes) const
{
    return write(name, bytes, O_TRUNC);
}

std::optional<Error> ResultFolder::append(const std::string& name, std::string_view bytes) const
{
    return write(name, bytes, O_APPEND);
}

std::optional<Error> ResultFolder::write(const std::string& name, std::string_view bytes,
                                         int flags) const
{
    const fs::path path = m_staging / name;
    if (const fs::path folder = path.parent_path(); folder != m_staging)
        ::mkdir(folder.c_str(), 0777); // where that fails, so does what follows
    const Handle handle(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0666));
    if (handle.get() < 0)
        return unwritable(m_folder / name, errno);
    while (!bytes.empty()) {
        const ssize_t written = ::write(handle.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return unwritable(m_folder / name, errno);
        bytes.remove_prefix(std::size_t(written));
    }
    return {};
}

std::optional<Error> ResultFolder::commit(const std::vector<std::string>& stale,
                                          const std::string& last)
{
    const std::vector<std::string> names = namesIn(m_staging);
    for (const std::string& name : names)
        if (const auto error = sync(m_staging / name))
            return error;
    for (const fs::path& folder : foldersOf(names))
        if (const auto error = sync(m_staging / folder))
            return error;
    if (const auto error = sync(m_staging))
        return error;
    if (m_existed) {
        if (const auto error = replaceFiles(stale, last))
            return error;
        std::error_code ignored;
        fs::remove_all(m_staging, ignored);
    } else if (::rename(m_staging.c_str(), m_folder.c_str()) != 0) {
        return unwritable(m_folder, errno);
    }
    m_staging.clear();
    m_made.clear();
    (void)sync(m_existed ? m_folder : m_folder.parent_path());
    return {};
}

std::optional<Error> ResultFolder::replaceFiles(const std::vector<std::string>& stale,
                                                const std::string& last)
{
    std::vector<std::string> fresh = namesIn(m_staging);
    const std::set<std::string> known(fresh.begin(), fresh.end());
    std::ranges::stable_partition(fresh, [&](const std::string& name) { return name != last; });
    std::vector<std::string> leaving(fresh.rbegin(), fresh.rend()); // `last` leaves first
    for (const std::string& name : stale)
        if (!known.contains(name))
            leaving.push_back(name);

    const fs::path older = m_staging / ".older";
    if (::mkdir(older.c_str(), 0777) != 0)
        return unwritable(m_folder, errno);
    for (const fs::path& folder : foldersOf(leaving))
        if (::mkdir((older / folder).c_str(), 0777) != 0)
            return unwritable(m_folder / folder, errno);
    for (const fs::path& folder : foldersOf(fresh)) {
        if (::mkdir((m_folder / folder).c_str(), 0777) == 0)
            m_made.push_back(m_folder / folder); // goes again where the run fails
        else if (const int fault = errno; !fs::is_directory(m_folder / folder))
            return unwritable(m_folder / folder, fault);
    }

    Moves moves;
    std::error_code failed;
    for (const std::string& name : leaving) {
        const fs::file_status found = fs::symlink_status(m_folder / name, failed);
        if (fs::is_directory(found))
            return unwritable(m_folder / name, EISDIR);
        if (fs::exists(found))
            if (const auto error = moves.move(m_folder / name, older / name))
                return error;
    }
    for (const std::string& name : fresh)
        if (const auto error = moves.move(m_staging / name, m_folder / name))
            return error;
    moves.keep();
    return {};
}

} // namespace explain
