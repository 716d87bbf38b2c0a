// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>
#include <QWidget>

class QVBoxLayout;

namespace views {

/// One knob, described well enough to make an editor for it. Values are text as a person writes it,
/// with a point in numbers whatever the locale.
struct FormField {
    enum class Type { Bool, Int, Float, String };
    QString key;
    QString label; ///< empty: made from the key
    QString help;
    Type type = Type::String;
    QString value;
    QString defaultValue;
    double min = 0, max = 0; ///< of numbers, both included; min >= max: no limits
    QStringList choices;     ///< of strings; empty: any text
};

class FormRow;

/// A form made of such descriptions: no method needs one of its own.
class ParameterForm final : public QWidget {
    Q_OBJECT
public:
    explicit ParameterForm(QWidget* parent = nullptr);

    void setFields(QList<FormField> fields); ///< an editor that has the focus keeps what is typed
    void setValue(const QString& key, const QString& text);
    void setError(const QString& key, const QString& sentence); ///< at its field; empty: none
    void resetAll();                                            ///< to the defaults

    QString value(const QString& key) const; ///< as it stands in the editor, in the C locale
    bool isDefault() const;                  ///< whether all are
    QWidget* editor(const QString& key) const;

Q_SIGNALS:
    void valueChanged(const QString& key, const QString& text); ///< only what the field allows

private:
    FormRow* row(const QString& key) const;

    QVBoxLayout* m_column;
    QList<FormRow*> m_rows;
};

} // namespace views
