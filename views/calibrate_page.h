// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/figure_table.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace views {

/// Something that can be chosen on the calibration page.
struct CalibrateChoice {
    QString id, title;
    QString reason; ///< why it cannot be chosen; empty: it can
};

/// What is to be measured.
struct CalibrateRequest {
    QString network, domain; ///< ids; of domain empty: the cases of `folder`
    QString folder;
    QStringList methods;
    int cases = 0;
};

/// Measures how far each method can be believed with a network: what to measure at the left, the
/// figures at the right, the run below. It blocks nothing, and hiding it ends no run.
class CalibratePage final : public QDialog {
    Q_OBJECT
public:
    explicit CalibratePage(QWidget* parent = nullptr);

    void setNetworks(const QList<CalibrateChoice>& networks, const QString& current);
    void setDomains(const QList<CalibrateChoice>& domains); ///< "a folder" is always the last
    void setMethods(const QList<CalibrateChoice>& methods); ///< what was unchecked stays so
    void setFolder(const QString& folder);

    /// What was measured before, to choose from; shown where there is more than one.
    void setSources(const QStringList& titles, int current);

    /// What makes the figures on show those that count: "Use these figures". Empty: they do.
    void setUse(const QString& label);

    /// \p heading says of which network on what; \p note what could not be measured, and why
    void setFigures(const QString& heading, const QList<FigureRow>& rows, const QString& note);

    void setRunning(bool running);
    /// \p fraction 0 to 1; \p left "3 min left", empty: not known yet
    void setProgress(double fraction, const QString& step, const QString& left);
    void setMessage(const QString& sentence, bool isFault);

    CalibrateRequest request() const;
    FigureTable* figures() const { return m_figures; }

Q_SIGNALS:
    void runRequested();
    void cancelRequested();
    void networkChosen(const QString& id);
    void domainChosen(const QString& id); ///< empty: a folder
    void folderWanted();
    void sourceChosen(int index);
    void useRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* makeForm();
    QWidget* makeFigures();
    QWidget* makeFoot();
    void showFigures();
    void check();

    QComboBox *m_network, *m_domain, *m_source;
    QWidget* m_folderRow;
    QLineEdit* m_folder;
    QSpinBox* m_cases;
    QListWidget* m_methods;
    QPushButton *m_run, *m_cancel, *m_use;
    QLabel *m_heading, *m_note, *m_message, *m_left;
    QCheckBox* m_byType;
    QProgressBar* m_progress;
    FigureTable* m_figures;
    QList<FigureRow> m_rows;
    bool m_running = false;
};

} // namespace views
