// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stored_results.h"

#include "explain/nets/safetensors.h"
#include "models/small_file.h"

#include <QTemporaryDir>

namespace models {
namespace {

using explain::Archive;
using explain::Error;

qsizetype bytesOf(const explain::NamedTensors& tensors)
{
    qsizetype bytes = 0;
    for (const auto& [name, tensor] : tensors)
        bytes += qsizetype(tensor.nbytes());
    return bytes;
}

} // namespace

QByteArray packResults(const Archive& archive)
{
    const explain::NamedTensors tensors = explain::tensorsOf(archive);
    if (bytesOf(tensors) > maxStoredResult)
        return {};
    return QByteArray::fromStdString(
        explain::toSafetensors(tensors, {{Archive::jsonName, explain::resultJson(archive)}}));
}

explain::Expected<Archive> unpackResults(const QByteArray& bytes)
{
    const QTemporaryDir folder; // mapped tensors outlive their file's name
    const QString file = folder.filePath(Archive::tensorsName);
    if (bytes.size() > 2 * maxStoredResult)
        return Error{Error::Kind::Input, "stored result: expected at most 32 MiB, found more"};
    if (const auto error = writeWhole(file, bytes))
        return *error;
    const auto read = explain::readSafetensors(file.toStdString());
    if (!read)
        return read.error();
    const auto json = read->metadata.find(Archive::jsonName);
    if (json == read->metadata.end())
        return Error{Error::Kind::Input, "stored result: expected result.json, found none"};
    if (const auto error =
            writeWhole(folder.filePath(Archive::jsonName), QByteArray::fromStdString(json->second)))
        return *error;
    return explain::readArchive(folder.path().toStdString());
}

} // namespace models
