// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/parameter_form.h"

#include "views/form_row.h"
#include "views/theme.h"

#include <QVBoxLayout>

#include <algorithm>

namespace views {

ParameterForm::ParameterForm(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(metric::space2);
}

void ParameterForm::setFields(QList<FormField> fields)
{
    const bool same =
        std::ranges::equal(m_rows, fields, [](const FormRow* row, const FormField& field) {
            return row->fits(field);
        });
    if (same) {
        for (const FormField& field : fields)
            setValue(field.key, field.value);
        return;
    }
    qDeleteAll(m_rows);
    m_rows.clear();
    for (FormField& field : fields) {
        const QString key = field.key;
        auto* made = new FormRow(std::move(field));
        connect(made, &FormRow::changed, this,
                [this, key](const QString& text) { Q_EMIT valueChanged(key, text); });
        m_column->addWidget(made);
        m_rows.append(made);
    }
}

FormRow* ParameterForm::row(const QString& key) const
{
    const auto found =
        std::ranges::find_if(m_rows, [&](const FormRow* row) { return row->field().key == key; });
    return found == m_rows.end() ? nullptr : *found;
}

void ParameterForm::setValue(const QString& key, const QString& text)
{
    if (FormRow* found = row(key); found && !found->isTouched())
        found->setText(text);
}

void ParameterForm::setError(const QString& key, const QString& sentence)
{
    if (FormRow* found = row(key))
        found->setError(sentence);
}

void ParameterForm::resetAll()
{
    for (FormRow* each : std::as_const(m_rows))
        each->reset();
}

QString ParameterForm::value(const QString& key) const
{
    const FormRow* found = row(key);
    return found ? found->text() : QString();
}

bool ParameterForm::isDefault() const
{
    return std::ranges::all_of(m_rows, &FormRow::isDefault);
}

QWidget* ParameterForm::editor(const QString& key) const
{
    const FormRow* found = row(key);
    return found ? found->editor() : nullptr;
}

} // namespace views
