// SPDX-License-Identifier: GPL-3.0-or-later
// Kills a writing process at random moments and counts what is missing: bench_kills [KILLS] [SEED]
#include "project/document.h"
#include "project/verify.h"
#include "tests/support/scripted_day.h"

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryDir>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

namespace {

/// Works until it is killed, and says how many actions are durable.
[[noreturn]] void work(const QString& file, int say)
{
    auto document = project::Document::create(file);
    if (!document)
        _exit(1);
    support::ScriptedDay day;
    while (day.done() < 100000) {
        day.act(**document);
        if ((*document)->flush())
            _exit(2);
        const int durable = day.done();
        if (::write(say, &durable, sizeof durable) != sizeof durable)
            _exit(3);
    }
    _exit(0);
}

/// The number of actions after which a document holds \p contents; -1: none up to \p most.
int actionsOf(const std::string& contents, int most)
{
    project::Document document;
    support::ScriptedDay day;
    if (contents == support::ScriptedDay::contents(document))
        return 0;
    int found = -1;
    while (day.done() < most) {
        day.act(document);
        if (contents == support::ScriptedDay::contents(document))
            found = day.done();
    }
    return found;
}

} // namespace

int main(int argc, char** argv)
{
    const int kills = argc > 1 ? atoi(argv[1]) : 1000;
    std::mt19937 random(argc > 2 ? unsigned(atoi(argv[2])) : 1U);
    int lost = 0, unsound = 0, unopened = 0, most = 0;
    long long committed = 0;
    for (int kill = 0; kill < kills; ++kill) {
        QTemporaryDir folder;
        const QString file = folder.filePath("day.groundscope");
        int pipeEnds[2];
        if (pipe(pipeEnds) != 0)
            return 1;
        const pid_t child = fork();
        if (child == 0) {
            QCoreApplication application(argc, argv);
            work(file, pipeEnds[1]);
        }
        close(pipeEnds[1]);
        std::this_thread::sleep_for(std::chrono::microseconds(5000 + random() % 300000));
        ::kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        int durable = 0;
        for (int said = 0; read(pipeEnds[0], &said, sizeof said) == sizeof said;)
            durable = said;
        close(pipeEnds[0]);
        committed += durable;
        most = std::max(most, durable);
        if (!QFile::exists(file) && durable == 0)
            continue; // it was killed before there was a file
        const auto document = project::Document::open(file);
        if (!document) {
            unopened += durable > 0 ? 1 : 0;
            if (durable > 0)
                fprintf(stderr, "kill %d: %s\n", kill, document.error().message.c_str());
            continue;
        }
        const int there = actionsOf(support::ScriptedDay::contents(**document), durable + 2);
        lost += there < durable ? 1 : 0;
        const auto faults = project::verify(file);
        unsound += faults && faults->empty() ? 0 : 1;
    }
    printf("%d kills, %lld actions committed (at most %d before a kill): %d kills lost one, %d "
           "projects did not open, %d did not verify; budget: 0, 0, 0\n",
           kills, committed, most, lost, unopened, unsound);
    return lost || unopened || unsound ? 1 : 0;
}
