// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/annotation.h"
#include "views/claim_form.h"
#include "views/claim_list.h"
#include "views/claim_text.h"
#include "views/reader_list.h"
#include "views/reading_table.h"
#include "views/verdict.h"

namespace app {

// What the views of the Annotate page show, made of the rows of a project.

views::Verdict verdictOf(const QString& word); ///< of project::verdicts; another word: None
QString wordOf(views::Verdict verdict);        ///< None: empty

QList<views::ClaimRow> claimRows(const Annotation& annotation);
QList<views::ReaderRow> readerRows(const Annotation& annotation);
QList<QUuid> readerIds(const Annotation& annotation); ///< as readerRows()

/// Of the current claim; \p maskReason why no mask of a panel can be taken
views::ClaimFormValues formValues(const Annotation& annotation, const QString& maskReason);

/// The regions that this reader may see: their own, those of nobody, and other readers' where the
/// claim is locked. Those of the current claim last, on top.
QList<views::Region> regionRows(const Annotation& annotation);

/// The text that is shown, its words and the claims on them.
struct AnnotatedText {
    QList<views::TextWord> words;
    QList<project::Span> spans; ///< as words
    QList<views::ClaimMark> marks;
    QList<QUuid> claims; ///< as marks
};
AnnotatedText annotatedText(const Annotation& annotation);

/// The readers side by side, those who sits here first.
struct Comparison {
    QStringList readers;
    QList<views::ReadingRow> rows; ///< as Annotation::claims()
};
Comparison comparison(const Annotation& annotation);

} // namespace app
