// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure_metadata.h"

#include <QtEndian>

namespace app {
namespace {

constexpr char pngKey[] = "tEXtrecipe"; // the zero byte at its end parts key and text

/// The checksum of a PNG chunk (PNG specification, annex D).
quint32 crc32(const QByteArray& bytes)
{
    quint32 crc = 0xFFFFFFFF;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (crc & 1 ? 0xEDB88320 : 0);
    }
    return ~crc;
}

QByteArray bigEndian(quint32 number)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

/// JSON knows \uXXXX for each UTF-16 unit, and a string is the one place where others can stand.
QByteArray asciiJson(const QString& json)
{
    QByteArray ascii;
    for (const QChar unit : json)
        ascii += unit.unicode() < 0x80
            ? QByteArray(1, char(unit.unicode()))
            : "\\u" + QByteArray::number(unit.unicode(), 16).rightJustified(4, '0');
    return ascii;
}

QByteArray escaped(const QString& text)
{
    return text.toHtmlEscaped().toUtf8();
}

QString unescaped(const QByteArray& text)
{
    QString plain = QString::fromUtf8(text);
    return plain.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
}

QString between(const QByteArray& file, const QByteArray& opening, const QByteArray& closing)
{
    const qsizetype begin = file.indexOf(opening);
    const qsizetype end = file.indexOf(closing, begin);
    if (begin < 0 || end < 0)
        return {};
    return unescaped(file.mid(begin + opening.size(), end - begin - opening.size()));
}

} // namespace

QByteArray withPngRecipe(const QByteArray& png, const QString& recipe)
{
    constexpr qsizetype headerEnd = 8 + 25; // signature and IHDR
    const QByteArray body = QByteArray(pngKey, sizeof pngKey) + asciiJson(recipe);
    return png.left(headerEnd) + bigEndian(quint32(body.size() - 4)) + body + bigEndian(crc32(body))
        + png.mid(headerEnd);
}

QByteArray withSvgRecipe(const QByteArray& svg, const QString& recipe)
{
    const qsizetype root = svg.indexOf('>', svg.indexOf("<svg")) + 1;
    return svg.left(root) + "\n<metadata id=\"recipe\">" + escaped(recipe) + "</metadata>"
        + svg.mid(root);
}

QByteArray xmpWithRecipe(const QString& title, const QString& recipe)
{
    return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
           "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
           "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
           "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
           "xmlns:groundscope=\"urn:groundscope:1\">\n"
           "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">"
        + escaped(title)
        + "</rdf:li></rdf:Alt></dc:title>\n"
          "<groundscope:recipe>"
        + escaped(recipe)
        + "</groundscope:recipe>\n"
          "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n";
}

QString recipeIn(const QByteArray& file)
{
    if (file.startsWith("%PDF"))
        return between(file, "<groundscope:recipe>", "</groundscope:recipe>");
    if (!file.startsWith("\x89PNG"))
        return between(file, "<metadata id=\"recipe\">", "</metadata>");
    const qsizetype chunk = file.indexOf(QByteArray(pngKey, sizeof pngKey));
    if (chunk < 4)
        return {};
    const auto size = qFromBigEndian<quint32>(file.constData() + chunk - 4);
    const qsizetype keySize = sizeof pngKey;
    return QString::fromLatin1(file.mid(chunk + keySize, qsizetype(size) + 4 - keySize));
}

} // namespace app
