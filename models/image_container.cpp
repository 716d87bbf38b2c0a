// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_container.h"

#include <QtEndian>

#include <cstdint>
#include <cstdlib>

#include <zlib.h>

namespace models {
namespace {

const QString cutOff = "a file that is cut off";

template <class Number> Number bigEndianAt(const QByteArray& bytes, qsizetype offset)
{
    return qFromBigEndian<Number>(bytes.constData() + offset);
}

template <class Number> Number littleEndianAt(const QByteArray& bytes, qsizetype offset)
{
    return qFromLittleEndian<Number>(bytes.constData() + offset);
}

uint32_t checksum(QByteArrayView bytes)
{
    uint32_t sum = 0;
    for (qsizetype at = 0; at < bytes.size();) { // zlib counts in 32 bits
        const qsizetype part = qMin<qsizetype>(bytes.size() - at, 1 << 30);
        sum = uint32_t(crc32(sum, reinterpret_cast<const Bytef*>(bytes.data()) + at, uInt(part)));
        at += part;
    }
    return sum;
}

Container lookIntoPng(const QByteArray& bytes)
{
    constexpr qsizetype signatureBytes = 8, frameBytes = 12; // length, type and checksum
    Container container{.damage = cutOff};
    if (bytes.size() >= signatureBytes + frameBytes + 8) {
        container.width = bigEndianAt<uint32_t>(bytes, signatureBytes + 8);
        container.height = bigEndianAt<uint32_t>(bytes, signatureBytes + 12);
    }
    for (qsizetype at = signatureBytes; at <= bytes.size() - frameBytes;) {
        const qsizetype length = bigEndianAt<uint32_t>(bytes, at);
        if (length > bytes.size() - at - frameBytes)
            break;
        const QByteArrayView chunk = QByteArrayView(bytes).sliced(at + 4, 4 + length);
        if (checksum(chunk) != bigEndianAt<uint32_t>(bytes, at + 8 + length)) {
            container.damage = "a wrong checksum in " + QString::fromLatin1(chunk.first(4));
            break;
        }
        if (chunk.startsWith("eXIf"))
            container.exif = chunk.sliced(4).toByteArray();
        if (chunk.startsWith("IEND")) {
            container.damage.clear();
            break;
        }
        at += frameBytes + length;
    }
    return container;
}

Container lookIntoWebp(const QByteArray& bytes)
{
    constexpr qsizetype headerBytes = 12, chunkHeaderBytes = 8;
    Container container;
    if (bytes.size() < headerBytes
        || qsizetype(littleEndianAt<uint32_t>(bytes, 4)) > bytes.size() - 8) {
        container.damage = cutOff;
        return container;
    }
    int frames = 0;
    for (qsizetype at = headerBytes; at <= bytes.size() - chunkHeaderBytes;) {
        const qsizetype length = littleEndianAt<uint32_t>(bytes, at + 4);
        const QByteArrayView type = QByteArrayView(bytes).sliced(at, 4);
        if (length > bytes.size() - at - chunkHeaderBytes)
            break;
        if (type == "EXIF")
            container.exif = bytes.mid(at + chunkHeaderBytes, length);
        frames += type == "ANMF";
        at += chunkHeaderBytes + length + (length & 1);
    }
    container.pages = qMax(1, frames);
    return container;
}

/// Past the sub-blocks that start at \p at; -1 where the file ends before they do.
qsizetype pastSubBlocks(const QByteArray& bytes, qsizetype at)
{
    while (at < bytes.size()) {
        const int length = uint8_t(bytes[at]);
        if (length == 0)
            return at + 1;
        at += 1 + length;
    }
    return -1;
}

qsizetype colourTableBytes(uint8_t flags)
{
    return flags & 0x80 ? qsizetype(3) << ((flags & 7) + 1) : 0;
}

/// A GIF whose first frame is whole is good, whatever follows it.
Container lookIntoGif(const QByteArray& bytes)
{
    constexpr qsizetype headerBytes = 13, descriptorBytes = 10;
    int frames = 0;
    qsizetype at =
        bytes.size() < headerBytes ? -1 : headerBytes + colourTableBytes(uint8_t(bytes[10]));
    while (at >= 0 && at < bytes.size()) {
        const char block = bytes[at];
        if (block == '\x21') { // an extension and its label
            at = pastSubBlocks(bytes, at + 2);
        } else if (block == '\x2c' && at + descriptorBytes < bytes.size()) {
            const qsizetype codes =
                at + descriptorBytes + colourTableBytes(uint8_t(bytes[at + descriptorBytes - 1]));
            at = pastSubBlocks(bytes, codes + 1);
            frames += at >= 0;
        } else {
            break; // the trailer, or what follows a cut
        }
    }
    Container container{.damage = frames ? QString() : cutOff, .pages = qMax(1, frames)};
    if (bytes.size() >= headerBytes) {
        container.width = littleEndianAt<uint16_t>(bytes, 6);
        container.height = littleEndianAt<uint16_t>(bytes, 8);
    }
    return container;
}

Container lookIntoBmp(const QByteArray& bytes)
{
    constexpr qsizetype leastBytes = 54; // both headers of all but OS/2's oldest files
    constexpr uint32_t infoHeaderBytes = 40;
    if (bytes.size() < 26)
        return {.damage = cutOff};
    const qsizetype pixels = littleEndianAt<uint32_t>(bytes, 10);
    if (littleEndianAt<uint32_t>(bytes, 14) < infoHeaderBytes)
        return {.damage = "the OS/2 variant, which is not read"};
    if (bytes.size() < leastBytes)
        return {.damage = cutOff};
    const int64_t width = littleEndianAt<int32_t>(bytes, 18);
    const int64_t height = std::abs(int64_t(littleEndianAt<int32_t>(bytes, 22)));
    const int64_t bits = littleEndianAt<uint16_t>(bytes, 28);
    const uint32_t compression = littleEndianAt<uint32_t>(bytes, 30);
    const bool runLengths = compression == 1 || compression == 2;
    const int64_t stored =
        runLengths ? littleEndianAt<uint32_t>(bytes, 34) : (width * bits + 31) / 32 * 4 * height;
    return {.damage = stored > bytes.size() - pixels ? cutOff : QString(),
            .width = width,
            .height = height};
}

} // namespace

QByteArray formatOf(const QByteArray& bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return "png";
    if (bytes.startsWith("\xff\xd8\xff"))
        return "jpeg";
    for (const char* tiff : {"II*\0", "MM\0*", "II+\0", "MM\0+"})
        if (bytes.startsWith(QByteArrayView(tiff, 4)))
            return "tiff";
    if (bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a"))
        return "gif";
    if (bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP")
        return "webp";
    return bytes.startsWith("BM") ? "bmp" : "";
}

Container lookInto(const QByteArray& bytes, const QByteArray& format)
{
    return format == "png" ? lookIntoPng(bytes)
        : format == "webp" ? lookIntoWebp(bytes)
        : format == "gif"  ? lookIntoGif(bytes)
                           : lookIntoBmp(bytes);
}

} // namespace models
