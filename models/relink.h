// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/expected.h"
#include "explain/progress.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QUuid>

namespace models {

/// An image whose file is not where it was.
struct LostImage {
    QUuid id;
    QString name;   ///< of the file
    QString sha256; ///< of its bytes; empty: it was never read
};

/// Looks for the files of \p lost in \p folder and below: by their bytes, those of the same name
/// first; of one that was never read by its name, where there is just one of that name. Links to
/// folders are not followed. \returns where they are; those that are nowhere are left out.
/// Errors: Input (no such folder), Cancelled. [any thread]
explain::Expected<QHash<QUuid, QString>>
findLost(const QList<LostImage>& lost, const QString& folder, const explain::Progress& progress);

} // namespace models
