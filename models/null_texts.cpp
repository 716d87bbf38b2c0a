// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/null_texts.h"

#include "models/places.h"
#include "models/small_file.h"

#include <QDir>
#include <QRegularExpression>

#include <set>

namespace models {
namespace {

constexpr qint64 largestFile = 1 << 20; // bytes

explain::Error input(const QString& what)
{
    return {explain::Error::Kind::Input, what.toStdString()};
}

} // namespace

explain::Expected<std::vector<std::string>> nullTexts(const QString& domain)
{
    static const QRegularExpression plainName("\\A[a-z][a-z0-9_]*\\z"); // no way out of the folder
    const QString file =
        plainName.match(domain).hasMatch() ? resource("null_texts/" + domain + ".txt") : QString();
    if (file.isEmpty())
        return input(QString("null texts: expected one of the domains %1, found %2")
                         .arg(nullTextDomains().join(", "), domain));
    const auto bytes = readSmallFile(file, largestFile);
    if (!bytes)
        return bytes.error();

    std::vector<std::string> texts;
    std::set<std::string> seen;
    QList<QByteArray> lines = bytes->split('\n');
    if (lines.last().isEmpty())
        lines.removeLast(); // the end of the last line
    for (const QByteArray& line : lines) {
        texts.push_back(line.trimmed().toStdString());
        if (texts.back().empty() || !seen.insert(texts.back()).second)
            return input(QString("%1, line %2: expected a text of its own, found an empty or "
                                 "repeated one")
                             .arg(file)
                             .arg(texts.size()));
    }
    return texts;
}

QStringList nullTextDomains()
{
    QStringList domains;
    const QString folder = resource("null_texts");
    if (folder.isEmpty())
        return {};
    for (const QString& name : QDir(folder).entryList({"*.txt"}, QDir::Files, QDir::Name))
        domains << name.chopped(4);
    return domains;
}

} // namespace models
