// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/document_private.h"

#include <algorithm>

namespace project {
namespace {

constexpr qint64 mergeWithinMs = 1000;

JournalEntry entryOf(const Step& step, bool undone)
{
    return {.id = step.id,
            .undone = undone,
            .name = step.name,
            .time = step.time,
            .bytes = step.bytes,
            .changes = step.changes.value_or(std::vector<Change>())};
}

} // namespace

void Document::goTo(int row)
{
    if (m->refuses())
        return;
    const int done = std::clamp(row, -1, m->history.rowCount() - 1) + 1;
    std::vector<Action> actions;
    std::vector<Change> changes;
    while (m->history.done() > done)
        if (!m->step(m->history.done() - 1, true, actions, changes))
            break;
    while (m->history.done() < done)
        if (!m->step(m->history.done(), false, actions, changes))
            break;
    if (actions.empty())
        return;
    m->send(std::move(actions));
    if (const std::vector<Change> told = composed({}, changes); !told.empty())
        Q_EMIT changed(told);
}

bool Document::Private::step(int row, bool back, std::vector<Action>& actions,
                             std::vector<Change>& changes)
{
    const std::vector<Change>* planned = changesOf(row);
    if (!planned) {
        Q_EMIT q.refused(
            tr("\"%1\" can no longer be read from the project.").arg(history.step(row).name));
        return false;
    }
    Edit edit(rows);
    edit.again(back ? inverse(*planned) : *planned);
    const std::vector<Change> now = edit.changes();
    apply(now);
    changes.insert(changes.end(), now.begin(), now.end());

    Step one = history.step(row);
    const std::vector<Change> forth = back ? inverse(now) : now;
    const bool isOther = forth != *one.changes;
    one.changes = forth;
    one.bytes = bytesOf(forth);
    one.mergeKey.clear();

    Action done = action((back ? tr("Undo: %1") : tr("Redo: %1")).arg(one.name));
    done.changes = now;
    JournalEntry entry = isOther
        ? entryOf(one, back)
        : JournalEntry{.what = JournalEntry::What::Flag, .id = one.id, .undone = back};
    done.journal.push_back(std::move(entry));
    actions.push_back(std::move(done));
    history.replace(row, std::move(one));
    history.setDone(back ? row : row + 1);
    return true;
}

void Document::Private::remember(const Remember& remember, const std::vector<Change>& changes,
                                 Action& done)
{
    dropUndone(done);
    if (mergeIntoLast(remember, changes, done))
        return;
    Step step{.id = ++lastStep,
              .name = remember.name,
              .mergeKey = remember.mergeKey,
              .time = done.time,
              .bytes = bytesOf(changes),
              .changes = changes};
    done.journal.push_back(entryOf(step, false));
    history.append(std::move(step));
    dropOldest(done);
}

bool Document::Private::mergeIntoLast(const Remember& remember, const std::vector<Change>& changes,
                                      Action& done)
{
    const int row = history.done() - 1;
    if (row < 0 || remember.mergeKey.isEmpty() || history.step(row).mergeKey != remember.mergeKey
        || done.time - history.step(row).time > mergeWithinMs || done.time < history.step(row).time)
        return false;
    Step step = history.step(row);
    step.changes = composed(std::move(*step.changes), changes);
    step.time = done.time;
    step.bytes = bytesOf(*step.changes);
    if (step.changes->empty()) {
        done.journal.push_back({.what = JournalEntry::What::Drop, .id = step.id});
        history.remove(row, 1);
    } else {
        done.journal.push_back(entryOf(step, false));
        history.replace(row, std::move(step));
    }
    return true;
}

void Document::Private::dropUndone(Action& done)
{
    const int first = history.done();
    const qint64 last = first > 0 ? history.step(first - 1).id : MarkRow::atStart;
    for (MarkRow& mark : marks) {
        const int row = mark.step > 0 ? rowOf(mark.step) : -1;
        if (row < first)
            continue;
        std::vector<Change> way; // from here to the mark, whose steps go now
        for (int i = first; i <= row; ++i)
            if (const std::vector<Change>* changes = changesOf(i))
                way = composed(std::move(way), *changes);
            else
                mark.step = MarkRow::lost;
        if (mark.step != MarkRow::lost) {
            mark.detour = composed(std::move(way), mark.detour);
            mark.step = last;
        }
        done.marks.push_back(mark);
    }
    for (int row = first; row < history.rowCount(); ++row)
        done.journal.push_back({.what = JournalEntry::What::Drop, .id = history.step(row).id});
    history.remove(first, history.rowCount() - first);
}

void Document::Private::dropOldest(Action& done)
{
    int count = 0;
    qint64 bytes = history.bytes();
    for (; count + 1 < history.done() && bytes > keeping.historyBytes; ++count)
        bytes -= history.step(count).bytes;
    if (count == 0)
        return;
    const qint64 newest = history.step(count - 1).id;
    for (int row = 0; row < count; ++row)
        done.journal.push_back({.what = JournalEntry::What::Drop, .id = history.step(row).id});
    history.remove(0, count);
    for (MarkRow& mark : marks)
        if (mark.step != MarkRow::lost && mark.step <= newest) {
            mark.step = mark.step == newest ? MarkRow::atStart : MarkRow::lost;
            done.marks.push_back(mark);
        }
}

int Document::Private::rowOf(qint64 stepId) const
{
    for (int row = history.rowCount() - 1; row >= 0; --row)
        if (history.step(row).id == stepId)
            return row;
    return -1;
}

void Document::mark(const QString& name)
{
    if (m->refuses())
        return;
    Action action = m->action(tr("Mark"));
    const int done = m->history.done();
    if (done > 0) { // what comes next must not change the step that is marked
        Step last = m->history.step(done - 1);
        last.mergeKey.clear();
        m->history.replace(done - 1, std::move(last));
    }
    const QString text = name.isEmpty()
        ? QLocale().toString(QDateTime::fromMSecsSinceEpoch(action.time), QLocale::ShortFormat)
        : name;
    const qint64 step = done > 0 ? m->history.step(done - 1).id : MarkRow::atStart;
    m->marks.push_back({.id = ++m->lastMark, .name = text, .time = action.time, .step = step});
    action.marks.push_back(m->marks.back());
    action.newMark = m->lastMark;
    m->send({std::move(action)});
    Q_EMIT marksChanged();
}

std::vector<Document::Mark> Document::marks() const
{
    std::vector<Mark> marks;
    for (auto mark = m->marks.rbegin(); mark != m->marks.rend(); ++mark)
        marks.push_back(
            {mark->name, QDateTime::fromMSecsSinceEpoch(mark->time), mark->step != MarkRow::lost});
    return marks;
}

bool Document::revert(int index)
{
    if (m->refuses() || index < 0 || index >= int(m->marks.size()))
        return false;
    const MarkRow mark = m->marks[m->marks.size() - 1 - std::size_t(index)];
    const int target = mark.step > 0 ? m->rowOf(mark.step) : -1;
    if (mark.step == MarkRow::lost || (mark.step > 0 && target < 0))
        return false;
    Edit edit(m->rows);
    const auto again = [&](int row, bool back) {
        const std::vector<Change>* changes = m->changesOf(row);
        if (changes)
            edit.again(back ? inverse(*changes) : *changes);
        return changes != nullptr;
    };
    for (int row = m->history.done() - 1; row > target; --row)
        if (!again(row, true))
            return false;
    for (int row = m->history.done(); row <= target; ++row)
        if (!again(row, false))
            return false;
    edit.again(mark.detour);
    return commit({.name = tr("Revert to \"%1\"").arg(mark.name)}, edit);
}

} // namespace project
