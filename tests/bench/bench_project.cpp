// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/document.h"
#include "project/verify.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace project;

namespace {

constexpr int cases = 10'000;

template <class F> double milliseconds(F&& f)
{
    QElapsedTimer timer;
    timer.start();
    f();
    return double(timer.nsecsElapsed()) / 1e6;
}

template <class F> double median(int rounds, F&& f)
{
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i)
        times.push_back(milliseconds([&] { f(i); }));
    std::ranges::nth_element(times, times.begin() + rounds / 2);
    return times[std::size_t(rounds / 2)];
}

void say(const char* what, double ms, const char* budget)
{
    std::printf("%-44s %9.2f ms   %s\n", what, ms, budget);
}

Edit manyCases(const Document& document, QUuid& first)
{
    Edit edit(document);
    for (int i = 0; i < cases; ++i) {
        const QUuid id = QUuid::createUuid();
        if (i == 0)
            first = id;
        edit.insert(Case{.id = id, .position = i, .title = QString("case %1").arg(i)});
        edit.insert(Image{.id = QUuid::createUuid(), .caseId = id, .file = "a.png"});
        for (int j = 0; j < 3; ++j)
            edit.insert(Text{.id = QUuid::createUuid(),
                             .caseId = id,
                             .position = j,
                             .text = "a red ball lies on a blue box beside a small green cone"});
    }
    return edit;
}

} // namespace

/// How long a project of 10,000 cases, each with an image and three texts, takes for what people
/// do.
int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QTemporaryDir folder(argc > 1 ? QString(argv[1]) + "/bench-XXXXXX" : QString());
    const QString file = folder.filePath("p.groundscope");
    QUuid first;
    {
        const auto document = std::move(*Document::create(file));
        const Edit edit = manyCases(*document, first);
        say("import in memory", milliseconds([&] { document->commit({"Import"}, edit); }), "");
        say("import durable", milliseconds([&] { (void)document->flush(); }), "");
    }
    std::unique_ptr<Document> document;
    say("open", milliseconds([&] { document = std::move(*Document::open(file)); }), "< 1000");
    const auto rename = [&](const QString& title) {
        Case one = *document->find<Case>(first);
        one.title = title;
        Edit edit(*document);
        edit.update(one);
        document->commit({"Rename"}, edit);
    };
    say("action durable, median",
        median(100, [&](int i) { rename(QString::number(i)), (void)document->flush(); }),
        "a few ms and a sync");
    say("undo durable, median",
        median(100, [&](int) { document->undo(), (void)document->flush(); }), "< 50");
    say("texts of a case", median(100, [&](int) { (void)document->textsOf(first); }), "< 1");
    say("undo of the import, first time", milliseconds([&] { document->undo(); }), "");
    document->redo();
    say("close", milliseconds([&] { document.reset(); }), "");
    say("verify", milliseconds([&] { (void)verify(file); }), "");
    return 0;
}
