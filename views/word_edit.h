// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QTimer>

namespace views {

/// The field that a word is edited in, in its place among the chips. Return and Tab keep what was
/// written, Esc takes it back.
class WordEdit final : public QLineEdit {
    Q_OBJECT
public:
    static constexpr int quietMs = 150; ///< after the last key

    explicit WordEdit(QWidget* parent);

    void begin(int index, const QString& word, const QRect& chip);
    int index() const { return m_index; } ///< of the word; -1: none is being edited
    void coverChip(const QRect& chip);    ///< where the word stands now
    void finish();                        ///< keeps what was written

Q_SIGNALS:
    void written(const QString& text); ///< 150 ms after the last key, and before finished()
    /// \param step      to the word before, none, the next: -1, 0, 1
    /// \param hadFocus  false: the focus has gone elsewhere already
    void finished(int step, bool hadFocus);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void end(int step);
    void tell();
    void fit();

    QString m_original, m_told;
    int m_index = -1;
    int m_chipWidth = 0;
    QTimer m_quiet;
};

} // namespace views
