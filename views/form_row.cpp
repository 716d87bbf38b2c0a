// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/form_row.h"

#include "views/elided_label.h"
#include "views/icon.h"
#include "views/number.h"
#include "views/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>

#include <cmath>

#include <algorithm>

namespace views {
namespace {

constexpr int sliderSteps = 200;

bool isLimited(const FormField& field)
{
    return field.min < field.max;
}

/// A slider helps where its ends are near: over many powers of ten no step would be right.
bool wantsSlider(const FormField& field)
{
    return isLimited(field) && (field.min <= 0 || field.max / field.min <= 1000)
        && field.max - field.min <= 1e4;
}

QString plainNumber(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

QString limits(const FormField& field)
{
    return QStringLiteral("%1 to %2").arg(plainNumber(field.min), plainNumber(field.max));
}

} // namespace

QString fieldError(const FormField& field, const QString& text)
{
    if (field.type == FormField::Type::Bool)
        return {};
    if (field.type == FormField::Type::String)
        return field.choices.isEmpty() || field.choices.contains(text)
            ? QString()
            : QStringLiteral("expected one of %1").arg(field.choices.join(", "));
    bool ok = false;
    const bool whole = field.type == FormField::Type::Int;
    const double value =
        whole ? double(text.trimmed().toLongLong(&ok)) : text.trimmed().toDouble(&ok);
    if (!ok || !std::isfinite(value))
        return whole ? QStringLiteral("expected a whole number")
                     : QStringLiteral("expected a number");
    if (isLimited(field) && (value < field.min || value > field.max))
        return QStringLiteral("expected %1").arg(limits(field));
    return {};
}

QString labelOf(const FormField& field)
{
    QString label = field.label.isEmpty() ? field.key : field.label;
    if (field.label.isEmpty())
        label.replace('-', ' ').replace('_', ' ');
    if (!label.isEmpty())
        label[0] = label[0].toUpper();
    return label;
}

FormRow::FormRow(FormField field, QWidget* parent)
    : QWidget(parent), m_field(std::move(field)), m_reset(new QToolButton), m_error(new QLabel)
{
    switch (m_field.type) {
    case FormField::Type::Bool: makeCheck(); break;
    case FormField::Type::Int: makeSpin(); break;
    case FormField::Type::Float: makeNumber(); break;
    case FormField::Type::String: m_field.choices.isEmpty() ? makeLine() : makeChoice();
    }
    const QString label = labelOf(m_field);
    m_editor->setAccessibleName(label);
    m_editor->setAccessibleDescription(m_field.help);
    m_editor->setFont(studioFont(type::dense));
    m_editor->setFocusPolicy(Qt::StrongFocus);
    m_editor->installEventFilter(this);
    if (m_editor->minimumWidth()
        == 0) // a narrow inspector cuts a long choice, not the field's edge
        m_editor->setMinimumWidth(48);
    const QString help = m_field.help + (isLimited(m_field) ? "\n" + limits(m_field) : QString());
    m_body->setToolTip(help);

    m_reset->setAutoRaise(true);
    m_reset->setIcon(icon("rotate-ccw", &Theme::text2));
    m_reset->setIconSize({12, 12});
    m_reset->setFixedSize(metric::target, metric::target);
    m_reset->setToolTip(QStringLiteral("Back to %1").arg(m_field.defaultValue));
    m_reset->setAccessibleName(QStringLiteral("Reset %1").arg(label));
    QSizePolicy keep = m_reset->sizePolicy();
    keep.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(keep);
    connect(m_reset, &QToolButton::clicked, this, &FormRow::reset);

    auto* name = new ElidedLabel(label);
    name->setForegroundRole(QPalette::PlaceholderText);
    name->setFixedWidth(std::clamp(name->fontMetrics().horizontalAdvance(label) + 2,
                                   keyWidth - metric::target, keyWidth + metric::target));
    name->setToolTip(label + "\n" + help);
    m_error->setFont(studioFont(type::small));
    m_error->setForegroundRole(QPalette::BrightText);
    m_error->setWordWrap(true);
    m_error->hide();

    auto* line = new QHBoxLayout;
    line->setSpacing(0);
    line->addWidget(name);
    line->addWidget(m_reset);
    line->addSpacing(metric::space2);
    line->addWidget(m_body, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(line);
    column->addWidget(m_error);
    setText(m_field.value);
}

void FormRow::makeCheck()
{
    auto* check = new QCheckBox;
    check->setLayoutDirection(Qt::RightToLeft); // the box stands at the right edge
    check->setMinimumHeight(metric::target);
    m_editor = m_body = check;
    m_read = [check] {
        return check->isChecked() ? QStringLiteral("true") : QStringLiteral("false");
    };
    m_write = [check](const QString& text) { check->setChecked(text == "true" || text == "1"); };
    connect(check, &QCheckBox::toggled, this, &FormRow::take);
}

void FormRow::makeSpin()
{
    auto* spin = new QSpinBox;
    const auto bounded = [](double value) {
        return int(std::clamp(value, double(INT_MIN), double(INT_MAX)));
    };
    if (isLimited(m_field))
        spin->setRange(bounded(m_field.min), bounded(m_field.max));
    else
        spin->setRange(INT_MIN, INT_MAX);
    spin->setLocale(QLocale::c());
    spin->setKeyboardTracking(false);
    spin->setFixedHeight(metric::field);
    m_editor = m_body = spin;
    m_read = [spin] { return QString::number(spin->value()); };
    m_write = [spin](const QString& text) { spin->setValue(text.toInt()); };
    connect(spin, &QSpinBox::valueChanged, this, &FormRow::take);
}

void FormRow::makeNumber()
{
    makeLine();
    auto* line = static_cast<QLineEdit*>(m_editor);
    line->setAlignment(Qt::AlignRight);
    if (!wantsSlider(m_field))
        return;
    auto* slider = new QSlider(Qt::Horizontal);
    slider->setRange(0, sliderSteps);
    slider->setFocusPolicy(Qt::StrongFocus);
    slider->setMinimumHeight(metric::target);
    slider->setAccessibleName(labelOf(m_field));
    slider->installEventFilter(this);
    line->setFixedWidth(64);
    m_body = new QWidget;
    auto* row = new QHBoxLayout(m_body);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metric::space2);
    row->addWidget(slider, 1);
    row->addWidget(line);
    const double low = m_field.min, reach = m_field.max - m_field.min;
    connect(slider, &QSlider::valueChanged, this, [=, this](int step) {
        if (!m_quiet)
            line->setText(QString::number(low + reach * step / sliderSteps, 'g', 4));
    });
    connect(line, &QLineEdit::textChanged, this, [=](const QString& text) {
        const QSignalBlocker quiet(slider);
        slider->setValue(int(std::lround((text.toDouble() - low) / reach * sliderSteps)));
    });
}

void FormRow::makeChoice()
{
    auto* combo = new QComboBox;
    combo->addItems(m_field.choices);
    combo->setFixedHeight(metric::field);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_editor = m_body = combo;
    m_read = [combo] { return combo->currentText(); };
    m_write = [combo](const QString& text) { combo->setCurrentIndex(combo->findText(text)); };
    connect(combo, &QComboBox::currentIndexChanged, this, &FormRow::take);
}

void FormRow::makeLine()
{
    auto* line = new QLineEdit;
    line->setFixedHeight(metric::field);
    m_editor = m_body = line;
    m_read = [line] { return line->text(); };
    m_write = [line](const QString& text) { line->setText(text); };
    connect(line, &QLineEdit::textChanged, this, &FormRow::take);
}

bool FormRow::fits(const FormField& other) const
{
    return other.key == m_field.key && other.type == m_field.type && other.label == m_field.label
        && other.help == m_field.help && other.choices == m_field.choices
        && other.min == m_field.min && other.max == m_field.max
        && other.defaultValue == m_field.defaultValue;
}

void FormRow::take()
{
    const QString text = m_read();
    m_reset->setVisible(!isDefault());
    const QString wrong = fieldError(m_field, text);
    setError(wrong);
    if (!m_quiet && wrong.isEmpty())
        Q_EMIT changed(text.trimmed());
}

void FormRow::setText(const QString& text)
{
    m_quiet = true;
    if (m_read() != text)
        m_write(text);
    take();
    m_quiet = false;
}

void FormRow::setError(const QString& sentence)
{
    m_error->setText(QStringLiteral("✕ ") + sentence);
    m_error->setVisible(!sentence.isEmpty());
}

void FormRow::reset()
{
    m_write(m_field.defaultValue);
}

bool FormRow::isDefault() const
{
    const QString text = m_read().trimmed();
    if (m_field.type == FormField::Type::Float)
        return text.toDouble() == m_field.defaultValue.toDouble();
    return text == m_field.defaultValue;
}

bool FormRow::isTouched() const
{
    const auto* line = qobject_cast<QLineEdit*>(m_editor);
    return line && line->hasFocus();
}

bool FormRow::eventFilter(QObject* watched, QEvent* event)
{
    // A wheel that scrolls the inspector must not change what happens to lie under it.
    if (event->type() == QEvent::Wheel && !static_cast<QWidget*>(watched)->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace views
