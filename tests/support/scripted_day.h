// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/document.h"

#include <random>
#include <string>

namespace support {

/// A reader's day, the same every time: cases come, texts are edited, claims marked and judged,
/// regions drawn, some of it undone and done again. Action \p n changes \p document as it would on
/// any other machine, so that a document that was interrupted can be compared with one that was
/// not.
class ScriptedDay {
public:
    void act(project::Document& document)
    {
        m_random.seed(unsigned(m_done * 2654435761U + 17));
        switch (const int kind = int(m_random() % 10); kind) {
        case 0: return document.canUndo() ? undo(document) : addCase(document);
        case 1: return document.canRedo() ? redo(document) : addCase(document);
        case 2:
        case 3: return addCase(document);
        case 4: return editText(document);
        case 5:
        case 6: return addClaim(document);
        default: return judge(document);
        }
    }
    int done() const { return m_done; }

    /// All that the document holds, as text that is equal for equal documents.
    static std::string contents(const project::Document& document)
    {
        std::string all;
        const auto add = [&](const auto& rows) {
            for (const auto* row : rows)
                all += project::toJson(*row).dump() + '\n';
        };
        add(document.all<project::Case>());
        add(document.all<project::Image>());
        add(document.all<project::Text>());
        add(document.all<project::Reader>());
        add(document.all<project::Claim>());
        add(document.all<project::Reading>());
        add(document.all<project::Region>());
        return all;
    }

private:
    QUuid id() { return QUuid::createUuidV5(QUuid(), QString("%1-%2").arg(m_done).arg(m_ids++)); }

    template <class T> const T* any(const project::Document& document)
    {
        const auto all = document.all<T>();
        return all.empty() ? nullptr : all[m_random() % all.size()];
    }

    void commit(project::Document& document, const QString& name, const project::Edit& edit)
    {
        ++m_done;
        document.commit({.name = name}, edit);
    }
    void undo(project::Document& document)
    {
        ++m_done;
        document.undo();
    }
    void redo(project::Document& document)
    {
        ++m_done;
        document.redo();
    }

    void addCase(project::Document& document)
    {
        project::Edit edit(document);
        const QUuid owner = id();
        edit.insert(project::Case{.id = owner,
                                  .position = document.nextPosition<project::Case>(),
                                  .title = QString("case %1").arg(m_done)});
        edit.insert(project::Image{.id = id(),
                                   .caseId = owner,
                                   .file = QString("images/%1.png").arg(m_done),
                                   .width = 640,
                                   .height = 480});
        edit.insert(
            project::Text{.id = id(), .caseId = owner, .text = "a white cat eats from a bowl"});
        commit(document, "Add case", edit);
    }

    void editText(project::Document& document)
    {
        const auto* text = any<project::Text>(document);
        if (!text)
            return addCase(document);
        project::Edit edit(document);
        project::Text changed = *text;
        changed.text += QString(" and %1").arg(m_done);
        edit.update(changed);
        commit(document, "Edit text", edit);
    }

    void addClaim(project::Document& document)
    {
        const auto* text = any<project::Text>(document);
        if (!text)
            return addCase(document);
        project::Edit edit(document);
        edit.insert(project::Claim{.id = id(),
                                   .caseId = text->caseId,
                                   .image = document.imagesOf(text->caseId).front()->id,
                                   .text = text->id,
                                   .position = document.nextPosition<project::Claim>(),
                                   .spans = {{2, 11}}});
        commit(document, "Add claim", edit);
    }

    void judge(project::Document& document)
    {
        const auto* claim = any<project::Claim>(document);
        if (!claim)
            return addClaim(document);
        project::Edit edit(document);
        project::Region region{.id = id(),
                               .image = claim->image,
                               .position = document.nextPosition<project::Region>()};
        if (m_done % 2)
            region.shape = project::Box{1, 2, 30.5 + m_done % 100, 40};
        else
            region.shape = project::Mask{
                480,
                640,
                {100, std::uint32_t(m_done + 1), std::uint32_t(480 * 640 - 101 - m_done)}};
        edit.insert(region);
        const auto readings = document.readingsOf(claim->id);
        project::Reading reading =
            readings.empty() ? project::Reading{.id = id(), .claim = claim->id} : *readings.front();
        reading.verdict = m_done % 3 ? "supported" : "contradicted";
        reading.regions.push_back(region.id);
        if (readings.empty())
            edit.insert(reading);
        else
            edit.update(reading);
        commit(document, "Judge claim", edit);
    }

    std::mt19937 m_random;
    int m_done = 0;
    int m_ids = 0;
};

} // namespace support
