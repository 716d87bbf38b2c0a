// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/forms.h"

namespace app {
namespace {

using Type = views::FormField::Type;

Type typeOf(const explain::ParameterValue& value)
{
    constexpr Type types[] = {Type::Bool, Type::Int, Type::Float, Type::String};
    return types[value.index()];
}

} // namespace

QList<views::FormField> fieldsOf(const explain::Parameters& values,
                                 const explain::Parameters& defaults)
{
    QList<views::FormField> fields;
    for (std::size_t i = 0; i < values.declared().size(); ++i) {
        const explain::Parameter& knob = values.declared()[i];
        views::FormField field{.key = QString::fromStdString(knob.key),
                               .help = QString::fromStdString(knob.help),
                               .type = typeOf(knob.value),
                               .value = QString::fromStdString(explain::toText(knob.value)),
                               .min = knob.min,
                               .max = knob.max};
        field.defaultValue =
            QString::fromStdString(explain::toText(defaults.declared().at(i).value));
        for (const std::string& choice : knob.choices)
            field.choices.append(QString::fromStdString(choice));
        fields.append(field);
    }
    return fields;
}

} // namespace app
