// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/parameter_form.h"

#include <functional>

class QLabel;
class QToolButton;

namespace views {

/// What is wrong with \p text for \p field, in one sentence; empty: nothing.
QString fieldError(const FormField& field, const QString& text);

/// "max-sweeps" as "Max sweeps".
QString labelOf(const FormField& field);

/// One field of a form: label, editor, a button back to the default, the error below.
class FormRow final : public QWidget {
    Q_OBJECT
public:
    explicit FormRow(FormField field, QWidget* parent = nullptr);

    const FormField& field() const { return m_field; }
    bool fits(const FormField& field) const; ///< the same knob: only its value may differ
    QString text() const { return m_read(); }
    void setText(const QString& text); ///< says nothing
    void setError(const QString& sentence);
    void reset();
    bool isDefault() const;
    bool isTouched() const; ///< a person is in it
    QWidget* editor() const { return m_editor; }

Q_SIGNALS:
    void changed(const QString& text); ///< a text that the field allows

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeCheck();
    void makeSpin();
    void makeNumber();
    void makeChoice();
    void makeLine();
    void take(); ///< what stands in the editor now

    FormField m_field;
    QWidget* m_editor = nullptr; ///< takes the focus
    QWidget* m_body = nullptr;   ///< the editor, with a slider where it has one
    QToolButton* m_reset;
    QLabel* m_error;
    std::function<QString()> m_read;
    std::function<void(const QString&)> m_write;
    bool m_quiet = false;
};

} // namespace views
