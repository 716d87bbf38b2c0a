// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>

namespace explain {

/// The entries of a zip archive, by name; their bytes lie in the archive itself.
using ZipEntries = std::map<std::string, std::string_view>;

/// Whether \p bytes begin as a zip archive does.
bool isZip(std::string_view bytes);

/// Reads the directory of an archive whose entries are stored as they are: a compressed one is
/// refused, so no entry is larger than the file. Entries that overlap each other or the directory,
/// names that stand twice or contradict the entry's own head, encryption, several volumes and bytes
/// behind the directory are refused as well. Zip64 is read. Checksums are not compared: writers may
/// leave them out, and a checkpoint is known by the hash of its whole file.
/// \returns the entries, or one clause that says what is wrong
/// Source: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3 and 4.5.3.
std::variant<ZipEntries, std::string> readZipDirectory(std::string_view archive);

} // namespace explain
