// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/case_table.h"

#include <QFuture>
#include <QObject>
#include <QThreadPool>
#include <QUuid>

#include <memory>

class QWidget;

namespace project {
class Document;
}
namespace views {
class ImportPage;
}

namespace app {

/// Brings the cases of a table or a folder into a project: shows the first rows and what each
/// column is taken for, reads all of it beside the GUI thread, then commits one step. The mapping
/// of a header is remembered. Files of claims are known by their keys and come in at once.
/// [gui thread]
class CaseImporter final : public QObject {
    Q_OBJECT
public:
    /// \param document asked for when the rows are there: it may be another by then
    CaseImporter(std::function<project::Document&()> document, QWidget* window);
    ~CaseImporter() override; ///< cancels and waits

    /// Whether \p path is brought in through the page: a table, or a folder of many images.
    static bool takes(const QString& path);

    void
    begin(const QString& path); ///< shows the page; a second table takes the place of the first
    views::ImportPage* page() const { return m_page; }

Q_SIGNALS:
    void imported(const QUuid& first);             ///< the first of the new cases
    void claimsImported(int claims, int readings); ///< how many are new
    void failed(const explain::Error& error);

private:
    using Outcome = explain::Expected<project::CaseTable>;
    enum class Step { Look, Check, Read };

    void start(Step step);
    void finish(Step step);
    void show(const project::CaseTable& table);
    void showFaults(const project::LineFaults& faults);
    void commit(const project::CaseTable& table);
    project::TableOptions options(Step step) const;
    void takeClaims(const QString& name);
    void remember() const;

    std::function<project::Document&()> m_document;
    views::ImportPage* m_page;
    QThreadPool m_pool;
    QFuture<Outcome> m_future;
    QString m_path;
    int m_run = 0; ///< which one goes on
    bool m_hasColumns = false;
};

} // namespace app
