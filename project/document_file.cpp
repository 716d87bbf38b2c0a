// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/document_private.h"

namespace project {

Document::Document(QObject* parent) : QObject(parent), m(std::make_unique<Private>(*this))
{
}

Document::~Document() = default;

explain::Expected<QByteArray> Document::blob(const QString& sha256) const
{
    if (const auto found = m->blobs.find(sha256); found != m->blobs.end())
        return found->second;
    return explain::Error{explain::Error::Kind::Input,
                          "blob: expected bytes of sha256 " + sha256.toStdString()
                              + ", found none"};
}

const std::vector<Change>* Document::Private::changesOf(int row)
{
    const Step& step = history.step(row);
    return step.changes ? &*step.changes : nullptr;
}

void Document::Private::send(std::vector<Action> actions)
{
    std::move(actions.begin(), actions.end(), std::back_inserter(unsaved));
}

} // namespace project
