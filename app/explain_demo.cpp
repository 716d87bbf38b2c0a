// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/explain_demo.h"

#include "models/case_table.h"
#include "models/places.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace app {
namespace {

using Words = std::vector<std::string>;

/// What explainOne() is given: \p given with the image and texts of \p start.
Words lineOf(const Words& given, const models::CaseStart& start, const QString& folder)
{
    Words line = given;
    for (const std::string& word : {std::string("--image"), start.file.toStdString(),
                                    std::string("--out"), folder.toStdString()})
        line.push_back(word);
    for (const explain::Text& text : start.texts) {
        line.push_back(text.role == explain::Text::Role::Caption ? "--text" : "--concept");
        line.push_back(text.text);
    }
    return line;
}

bool has(const Words& given, const std::string& option)
{
    return std::ranges::any_of(given, [&](const std::string& word) {
        return word == option || word.starts_with(option + '=');
    });
}

/// \p given without --demo and --out; \p out becomes what stood there.
Words taken(const Words& given, QString& out)
{
    Words rest;
    for (std::size_t i = 0; i < given.size(); ++i) {
        if (given[i] == "--demo")
            continue;
        if (given[i].starts_with("--out="))
            out = QString::fromStdString(given[i].substr(6));
        else if (given[i] == "--out" && i + 1 < given.size())
            out = QString::fromStdString(given[++i]);
        else
            rest.push_back(given[i]);
    }
    return rest;
}

} // namespace

bool asksForDemo(const Words& given)
{
    return given.empty() || std::ranges::find(given, "--demo") != given.end();
}

int explainDemo(const Words& given, const Words& figureFormats, bool hasBuiltIn,
                const std::function<int(const ExplainArguments&)>& explain)
{
    QString out = "groundscope-demo";
    Words rest = taken(given, out);
    for (const char* option : {"--image", "--text", "--concept", "--json"})
        if (has(rest, option))
            return fail({explain::Error::Kind::Usage,
                         std::string(option) + ": expected nothing beside --demo, found it"});
    if (!has(rest, "--network"))
        rest.insert(rest.end(), {"--network", hasBuiltIn ? "phantom" : "toy"});
    if (!has(rest, "--figure") && !figureFormats.empty())
        rest.insert(rest.end(), {"--figure", figureFormats.front()});
    const QString table = models::resource("demo/cases.jsonl");
    const auto starts = models::readCaseTable(table.isEmpty() ? "demo/cases.jsonl" : table);
    if (!starts)
        return fail(starts.error());
    for (const models::CaseStart& start : *starts) {
        const QString folder = QDir(out).filePath(QFileInfo(start.file).completeBaseName());
        auto arguments = readExplain(lineOf(rest, start, folder), figureFormats);
        if (!arguments)
            return fail(arguments.error());
        arguments->quiet = true;
        arguments->domain = start.domain.toStdString();
        if (const int code = explain(*arguments))
            return code;
        const std::string figure = "figure." + arguments->figures.front();
        const std::string note = start.note.isEmpty() ? "" : "  " + start.note.toStdString() + '\n';
        if (const int code =
                print(start.title.toStdString() + '\n' + note + "  "
                      + QDir(folder).filePath(QString::fromStdString(figure)).toStdString() + '\n'))
            return code;
    }
    return 0;
}

} // namespace app
