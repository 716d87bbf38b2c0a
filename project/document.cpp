// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/document_private.h"

#include "explain/sha256.h"

#include <stdexcept>

namespace project {

const QString& Document::file() const
{
    return m->file;
}

const QUuid& Document::id() const
{
    return m->id;
}

bool Document::isReadOnly() const
{
    return !m->readOnlyReason.isEmpty();
}

const QString& Document::readOnlyReason() const
{
    return m->readOnlyReason;
}

const RowStore& Document::rows() const
{
    return m->rows;
}

const nlohmann::json* Document::setting(const QString& key) const
{
    const Setting* setting = m->rows.setting(key);
    return setting ? &setting->value : nullptr;
}

std::vector<const Image*> Document::imagesOf(const QUuid& caseId) const
{
    return m->rows.of<Image>(Link::Case, caseId);
}

std::vector<const Text*> Document::textsOf(const QUuid& caseId) const
{
    return m->rows.of<Text>(Link::Case, caseId);
}

std::vector<const Claim*> Document::claimsOf(const QUuid& caseId) const
{
    return m->rows.of<Claim>(Link::Case, caseId);
}

std::vector<const Reading*> Document::readingsOf(const QUuid& claim) const
{
    return m->rows.of<Reading>(Link::Claim, claim);
}

std::vector<const Region*> Document::regionsOf(const QUuid& image) const
{
    return m->rows.of<Region>(Link::Image, image);
}

std::vector<const Run*> Document::runsOf(const QUuid& image) const
{
    return m->rows.of<Run>(Link::Image, image);
}

bool Document::commit(const Remember& remember, const Edit& edit)
{
    if (m->refuses())
        return false;
    const std::vector<Change> changes = edit.changes();
    if (changes.empty())
        return true;
    if (const auto row = edit.missingOwner())
        throw std::logic_error("commit: hangs on a row that is not there: " + row->toStdString());

    Action action = m->action(remember.name, remember.why);
    action.changes = changes;
    m->apply(changes);
    if (remember.undoable)
        m->remember(remember, changes, action);
    m->send({std::move(action)});
    Q_EMIT changed(changes);
    return true;
}

void Document::undo()
{
    if (canUndo())
        goTo(m->history.done() - 2);
}

void Document::redo()
{
    if (canRedo())
        goTo(m->history.done());
}

bool Document::canUndo() const
{
    return m->history.done() > 0 && !isReadOnly();
}

bool Document::canRedo() const
{
    return m->history.done() < m->history.rowCount() && !isReadOnly();
}

QString Document::undoName() const
{
    return canUndo() ? m->history.step(m->history.done() - 1).name : QString();
}

QString Document::redoName() const
{
    return canRedo() ? m->history.step(m->history.done()).name : QString();
}

HistoryList& Document::history()
{
    return m->history;
}

void Document::setReader(const QUuid& reader)
{
    if (reader == m->reader)
        return;
    m->reader = reader;
    Q_EMIT readerChanged();
}

const QUuid& Document::reader() const
{
    return m->reader;
}

QString Document::addBlob(const QByteArray& bytes)
{
    const QString sha256 = QString::fromStdString(
        explain::sha256(std::string_view(bytes.data(), std::size_t(bytes.size()))));
    m->blobs[sha256] = bytes;
    return sha256;
}

void Document::setView(const QString& key, nlohmann::json value)
{
    if (view(key) == value)
        return;
    m->views[key] = std::move(value);
    m->newViews.push_back(key);
    if (!m->viewTimer.isActive() && !isReadOnly())
        m->viewTimer.start();
}

nlohmann::json Document::view(const QString& key) const
{
    const auto found = m->views.find(key);
    return found == m->views.end() ? nlohmann::json() : found->second;
}

void Document::setClock(std::function<qint64()> clock)
{
    m->clock = std::move(clock);
}

bool Document::Private::refuses()
{
    if (readOnlyReason.isEmpty())
        return false;
    Q_EMIT q.refused(readOnlyReason);
    return true;
}

Action Document::Private::action(const QString& name, const QString& why) const
{
    return {.time = clock(), .reader = reader, .name = name, .why = why};
}

void Document::Private::apply(const std::vector<Change>& changes)
{
    for (const Change& change : changes)
        if (change.after)
            rows.put(*change.after);
        else
            rows.take(change.table(), change.key());
}

} // namespace project
