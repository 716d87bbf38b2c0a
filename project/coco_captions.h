// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/case_table.h"

#include <QByteArray>

namespace project {

/// Reads {"images": [{"id", "file_name"}], "annotations": [{"image_id", "caption"}]}: a case an
/// image, its captions in the order of the file. Images are looked for beside the table, then in
/// the folders that such sets are usually laid out in (images/, ../images/, ../val2017/ of
/// captions_val2017.json).
/// Source: the data format page of cocodataset.org, "Image Captioning".
/// \p table takes rows and faults. Errors: Input (not JSON, no such lists).
std::optional<explain::Error> readCocoCaptions(const QByteArray& bytes, const QString& file,
                                               CaseTable& table);

/// Whether \p bytes are it rather than JSON lines: the first line is no JSON by itself, or an
/// object with "images" and "annotations".
bool looksLikeCoco(const QByteArray& bytes);

} // namespace project
