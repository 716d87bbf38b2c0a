// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/annotation.h"

#include <QDateTime>

/// A project in memory with one picture and one caption, and a clock that goes on by a second a
/// look.
struct AnnotatedCase {
    project::Document document;
    project::Case one{.id = QUuid::createUuid(), .title = "cat"};
    project::Image image{.id = QUuid::createUuid(), .caseId = one.id, .width = 200, .height = 100};
    project::Text text{
        .id = QUuid::createUuid(), .caseId = one.id, .text = "A white cat and a red bird. No dog."};
    app::Annotation annotation{document};
    QDateTime now = QDateTime::fromString("2026-03-01T10:00:00Z", Qt::ISODate);

    AnnotatedCase()
    {
        project::Edit edit(document);
        edit.insert(one);
        edit.insert(image);
        edit.insert(text);
        document.commit({.name = "Begin", .undoable = false}, edit);
        annotation.setClock([this] { return now = now.addSecs(1); });
        annotation.open(one.id, image.id);
    }

    const project::Claim& claim(int number) const
    {
        return *annotation.claims().at(std::size_t(number) - 1);
    }
    void choose(int number) { annotation.setCurrent(claim(number).id); }
    const project::Reading& reading(int number) const
    {
        return *annotation.readingOf(claim(number).id);
    }
};
