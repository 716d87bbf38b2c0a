// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QStackedWidget;

namespace views {

class BlindBar;
class ClaimForm;
class ClaimList;
class ClaimText;
class MachineColumn;
class ReaderList;
class ReadingTable;
class RegionCanvas;
class ToolColumn;
class VerdictBar;

/// Lays out what it takes to judge a text: claims and readers at the left, tools, the picture and
/// the machine's panels in the middle, the text and the verdict below them, the form at the right.
class AnnotatePage final : public QWidget {
    Q_OBJECT
public:
    AnnotatePage(const QStringList& types, const QStringList& assertions,
                 QWidget* parent = nullptr);

    ClaimList* claims() const { return m_claims; }
    ReaderList* readers() const { return m_readers; }
    BlindBar* blindBar() const { return m_blind; }
    ToolColumn* tools() const { return m_tools; }
    RegionCanvas* canvas() const { return m_canvas; }
    MachineColumn* machine() const { return m_machine; }
    ClaimText* text() const { return m_text; }
    VerdictBar* verdicts() const { return m_verdicts; }
    ClaimForm* form() const { return m_form; }
    ReadingTable* comparison() const { return m_comparison; }

    void setComparing(bool comparing); ///< the readers side by side instead of the picture
    bool isComparing() const;
    void setPlace(const QString& place, const QString& hint); ///< below the readers

private:
    QWidget* makeLeft();
    QWidget* makeMiddle();
    QWidget* makeFoot();

    ClaimList* m_claims;
    ReaderList* m_readers;
    QLabel *m_place, *m_hint;
    BlindBar* m_blind;
    ToolColumn* m_tools;
    RegionCanvas* m_canvas;
    MachineColumn* m_machine;
    ClaimText* m_text;
    VerdictBar* m_verdicts;
    ClaimForm* m_form;
    ReadingTable* m_comparison;
    QStackedWidget* m_stack;
};

} // namespace views
