// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace support {

/// SQLite's door to the disk, under a test's control: writes that fail, power that is cut. While
/// one lives it is the default door of the process. A power cut leaves of every file what was
/// synced last, and of the later writes any, torn at sectors: a disk may reorder what nobody waited
/// for.
class FaultVfs {
public:
    static constexpr int sector = 512;

    FaultVfs()
    {
        m_real = sqlite3_vfs_find(nullptr);
        m_vfs = *m_real;
        m_vfs.zName = "fault";
        m_vfs.pNext = nullptr;
        m_vfs.szOsFile = int(sizeof(File)) + m_real->szOsFile;
        m_vfs.pAppData = this;
        m_vfs.xOpen = &FaultVfs::open;
        m_vfs.xDelete = &FaultVfs::remove;
        sqlite3_vfs_register(&m_vfs, 1);
    }
    ~FaultVfs()
    {
        sqlite3_vfs_unregister(&m_vfs);
        sqlite3_vfs_register(m_real, 1);
    }
    FaultVfs(const FaultVfs&) = delete;
    FaultVfs& operator=(const FaultVfs&) = delete;

    /// From the \p count-th write on (from 0, counted anew) the disk is full; -1: never.
    void fillAt(int count)
    {
        const std::lock_guard lock(m_mutex);
        m_writes = 0;
        m_fullAt = count;
    }
    int writes() const
    {
        const std::lock_guard lock(m_mutex);
        return m_writes;
    }
    int refused() const
    {
        const std::lock_guard lock(m_mutex);
        return m_refused;
    }

    /// Puts every file into a state that it may have after a power cut now. Whoever has one open
    /// must not use it any more, nor close it through SQLite before the copy is taken: \p into
    /// receives the files under their own names.
    void cutPower(const std::string& into, unsigned seed) const
    {
        const std::lock_guard lock(m_mutex);
        std::mt19937 random(seed);
        for (const auto& [path, disk] : m_disk) {
            if (!disk.exists)
                continue;
            std::string bytes = disk.synced;
            for (const Write& write : disk.unsynced)
                for (std::size_t i = 0; i < write.bytes.size(); i += sector) {
                    if (random() & 1U)
                        continue;
                    const std::string part = write.bytes.substr(i, sector);
                    const std::size_t at = std::size_t(write.offset) + i;
                    if (bytes.size() < at + part.size())
                        bytes.resize(at + part.size());
                    std::copy(part.begin(), part.end(), bytes.begin() + std::ptrdiff_t(at));
                }
            std::ofstream(into + path.substr(path.find_last_of('/')), std::ios::binary) << bytes;
        }
    }

private:
    struct Write {
        sqlite3_int64 offset = 0;
        std::string bytes;
    };
    struct Disk {
        bool exists = true;
        std::string synced;
        std::vector<Write> unsynced;
    };
    struct File {
        sqlite3_file base;
        FaultVfs* vfs;
        Disk* disk; ///< null: shared memory and temporary files need not survive
        sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    };
    static File& self(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }

    static std::string contents(const std::string& path)
    {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    static int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags,
                    int* out)
    {
        auto* fault = static_cast<FaultVfs*>(vfs->pAppData);
        File& mine = self(file);
        mine.base.pMethods = nullptr;
        const int result = fault->m_real->xOpen(fault->m_real, name, mine.real(), flags, out);
        if (result != SQLITE_OK)
            return result;
        mine.vfs = fault;
        mine.disk = nullptr;
        if (name) {
            const std::lock_guard lock(fault->m_mutex);
            const auto [entry, isNew] = fault->m_disk.try_emplace(name);
            if (isNew || !entry->second.exists)
                entry->second = {true, contents(name), {}};
            mine.disk = &entry->second;
        }
        mine.base.pMethods = &methods();
        return SQLITE_OK;
    }

    static int remove(sqlite3_vfs* vfs, const char* name, int sync)
    {
        auto* fault = static_cast<FaultVfs*>(vfs->pAppData);
        const int result = fault->m_real->xDelete(fault->m_real, name, sync);
        const std::lock_guard lock(fault->m_mutex);
        if (const auto entry = fault->m_disk.find(name);
            result == SQLITE_OK && entry != fault->m_disk.end())
            entry->second.exists = false;
        return result;
    }

    static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset)
    {
        File& mine = self(file);
        {
            const std::lock_guard lock(mine.vfs->m_mutex);
            FaultVfs& vfs = *mine.vfs;
            if (vfs.m_writes++ >= vfs.m_fullAt && vfs.m_fullAt >= 0) {
                ++vfs.m_refused;
                return SQLITE_FULL;
            }
            if (mine.disk)
                mine.disk->unsynced.push_back(
                    {offset, {static_cast<const char*>(bytes), std::size_t(size)}});
        }
        return mine.real()->pMethods->xWrite(mine.real(), bytes, size, offset);
    }

    static int sync(sqlite3_file* file, int flags)
    {
        File& mine = self(file);
        const int result = mine.real()->pMethods->xSync(mine.real(), flags);
        const std::lock_guard lock(mine.vfs->m_mutex);
        if (result == SQLITE_OK && mine.disk) {
            for (const Write& write : mine.disk->unsynced) {
                std::string& bytes = mine.disk->synced;
                bytes.resize(
                    std::max(bytes.size(), std::size_t(write.offset) + write.bytes.size()));
                std::copy(write.bytes.begin(), write.bytes.end(),
                          bytes.begin() + std::ptrdiff_t(write.offset));
            }
            mine.disk->unsynced.clear();
        }
        return result;
    }

    static int truncate(sqlite3_file* file, sqlite3_int64 size)
    {
        File& mine = self(file);
        const int result = mine.real()->pMethods->xTruncate(mine.real(), size);
        const std::lock_guard lock(mine.vfs->m_mutex);
        if (result == SQLITE_OK && mine.disk) // a file system keeps its own journal of sizes
            mine.disk->synced.resize(std::min(mine.disk->synced.size(), std::size_t(size)));
        return result;
    }

    static const sqlite3_io_methods& methods()
    {
        static const sqlite3_io_methods forwarding = [] {
            sqlite3_io_methods m{};
            m.iVersion = 2; // shared memory, as write-ahead logs need it; no memory mapping
            m.xClose = [](sqlite3_file* f) {
                return self(f).real()->pMethods->xClose(self(f).real());
            };
            m.xRead = [](sqlite3_file* f, void* to, int size, sqlite3_int64 offset) {
                return self(f).real()->pMethods->xRead(self(f).real(), to, size, offset);
            };
            m.xWrite = &FaultVfs::write;
            m.xTruncate = &FaultVfs::truncate;
            m.xSync = &FaultVfs::sync;
            m.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
                return self(f).real()->pMethods->xFileSize(self(f).real(), size);
            };
            m.xLock = [](sqlite3_file* f, int l) {
                return self(f).real()->pMethods->xLock(self(f).real(), l);
            };
            m.xUnlock = [](sqlite3_file* f, int l) {
                return self(f).real()->pMethods->xUnlock(self(f).real(), l);
            };
            m.xCheckReservedLock = [](sqlite3_file* f, int* out) {
                return self(f).real()->pMethods->xCheckReservedLock(self(f).real(), out);
            };
            m.xFileControl = [](sqlite3_file* f, int op, void* arg) {
                return self(f).real()->pMethods->xFileControl(self(f).real(), op, arg);
            };
            m.xSectorSize = [](sqlite3_file* f) {
                return self(f).real()->pMethods->xSectorSize(self(f).real());
            };
            // Nothing may be taken for granted of this disk: no atomic sectors, no safe appends.
            m.xDeviceCharacteristics = [](sqlite3_file*) { return 0; };
            m.xShmMap = [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
                return self(f).real()->pMethods->xShmMap(self(f).real(), page, size, extend, out);
            };
            m.xShmLock = [](sqlite3_file* f, int offset, int n, int flags) {
                return self(f).real()->pMethods->xShmLock(self(f).real(), offset, n, flags);
            };
            m.xShmBarrier = [](sqlite3_file* f) {
                self(f).real()->pMethods->xShmBarrier(self(f).real());
            };
            m.xShmUnmap = [](sqlite3_file* f, int erase) {
                return self(f).real()->pMethods->xShmUnmap(self(f).real(), erase);
            };
            return m;
        }();
        return forwarding;
    }

    sqlite3_vfs* m_real = nullptr;
    sqlite3_vfs m_vfs{};
    mutable std::mutex m_mutex;
    std::map<std::string, Disk> m_disk;
    int m_writes = 0;
    int m_fullAt = -1;
    int m_refused = 0;
};

} // namespace support
