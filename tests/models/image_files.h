// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/image_file.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

/// Our own small pictures, and what is known of them.
namespace pictures {

inline const QString golden = SOURCE_FOLDER "/tests/golden/images/";

inline QByteArray bytesOf(const QString& file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

inline QJsonObject jsonOf(const QString& file)
{
    return QJsonDocument::fromJson(bytesOf(file)).object();
}

inline QString messageOf(const explain::Expected<models::Image>& image)
{
    return image ? QString() : QString::fromStdString(image.error().message);
}

} // namespace pictures
