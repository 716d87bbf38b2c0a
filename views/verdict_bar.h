// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/verdict.h"

#include <QWidget>

#include <array>

namespace views {

class ChoiceButton;

/// Verdict, severity and flag of the current claim, each a button with its key. It says what was
/// pressed and shows what is set: pressing the verdict that is set asks for it as well.
class VerdictBar final : public QWidget {
    Q_OBJECT
public:
    explicit VerdictBar(QWidget* parent = nullptr);

    void setVerdict(Verdict verdict, int severity, bool flagged); ///< severity 0: none
    void setEditable(bool editable, const QString& reason = {});  ///< why not, as tooltip
    void setKeys(const QStringList& verdicts, const QStringList& severities, const QString& flag);

    ChoiceButton* button(Verdict verdict) const;      ///< not of None
    ChoiceButton* severityButton(int severity) const; ///< from 1
    ChoiceButton* flagButton() const { return m_flag; }
    QWidget* severities() const { return m_severities; } ///< to stand beside the words

Q_SIGNALS:
    void verdictPressed(views::Verdict verdict);
    void severityPressed(int severity);
    void flagPressed();

private:
    std::array<ChoiceButton*, verdictCount> m_verdicts;
    std::array<ChoiceButton*, severityCount> m_levels;
    ChoiceButton* m_flag;
    QWidget* m_severities;
};

} // namespace views
