// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/evidence_list.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QPlainTextEdit;
class QToolButton;

namespace views {

class ElidedLabel;

/// What was done and when.
struct ActRow {
    QString text;
    QString when;       ///< "10:51:40"
    bool other = false; ///< of another claim
};

/// What is said of the current claim beyond its verdict.
struct ClaimFormValues {
    int number = 0; ///< 0: there is no claim
    QString words;
    QString caution; ///< its words changed; empty: they stand as they were
    QString type, assertion;
    std::optional<double> confidence; ///< 0..1
    QString correction, comment;
    QList<EvidenceRow> evidence;
    QList<ActRow> acts; ///< newest first
    QString maskReason; ///< why a panel's mask cannot be taken; empty: it can
    bool locked = false;
};

/// The form of the current claim: type, assertion, confidence, correction, comment, evidence and
/// what was done. What is typed counts when the field is left.
class ClaimForm final : public QWidget {
    Q_OBJECT
public:
    ClaimForm(const QStringList& types, const QStringList& assertions, QWidget* parent = nullptr);

    void setValues(const ClaimFormValues& values); ///< keeps what is being typed
    void finishEdit();                             ///< what was typed last counts
    void setMaskKey(const QString& key);

    EvidenceList* evidence() const { return m_evidence; }
    QMenu* menu() const { return m_menu; } ///< filled on linkMenuWanted()
    QComboBox* type() const { return m_type; }
    QComboBox* assertion() const { return m_assertion; }
    QComboBox* confidence() const { return m_confidence; }
    QLineEdit* correction() const { return m_correction; }
    QPlainTextEdit* comment() const { return m_comment; }
    QToolButton* maskButton() const { return m_mask; }

Q_SIGNALS:
    void typeChosen(const QString& type);
    void assertionChosen(const QString& assertion);
    void confidenceChosen(std::optional<double> confidence);
    void correctionWritten(const QString& text);
    void commentWritten(const QString& text);
    void linkMenuWanted(); ///< it opens right after
    void maskRequested();
    void historyRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showActs();
    void showConfidence();

    ClaimFormValues m_values;
    QLabel* m_title;
    ElidedLabel* m_words;
    QLabel* m_caution;
    QWidget* m_body;
    QComboBox *m_type, *m_assertion, *m_confidence;
    QLineEdit* m_correction;
    QPlainTextEdit* m_comment;
    EvidenceList* m_evidence;
    QMenu* m_menu;
    QToolButton* m_mask;
    QLabel* m_note;
    QWidget* m_acts;
};

} // namespace views
