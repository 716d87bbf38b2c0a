// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/verdict_bar.h"

#include "views/choice_button.h"

#include <QHBoxLayout>
#include <QPainter>

namespace views {
namespace {

/// Choices in one frame, hairlines between them.
class Segments final : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(isEnabled() ? theme().control : theme().line);
        painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), metric::radiusControl,
                                metric::radiusControl);
        painter.setPen(theme().line);
        for (const auto* child : findChildren<ChoiceButton*>())
            if (child->x() > 1)
                painter.drawLine(child->x() - 1, 1, child->x() - 1, height() - 2);
    }
};

} // namespace

VerdictBar::VerdictBar(QWidget* parent)
    : QWidget(parent),
      m_flag(new ChoiceButton(ChoiceButton::Look::Framed, "Flag", "flag", &Theme::caution)),
      m_severities(new Segments)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metric::space2);
    for (int i = 0; i < verdictCount; ++i) {
        const auto verdict = Verdict(i + 1);
        auto* button = new ChoiceButton(ChoiceButton::Look::Framed, nameOf(verdict),
                                        iconOf(verdict), colourOf(verdict));
        connect(button, &ChoiceButton::clicked, this, [this, button, verdict] {
            button->setChecked(!button->isChecked()); // what is set comes from the application
            Q_EMIT verdictPressed(verdict);
        });
        m_verdicts[std::size_t(i)] = button;
        row->addWidget(button);
    }
    row->addStretch(1);
    row->addWidget(m_flag);
    connect(m_flag, &ChoiceButton::clicked, this, [this] {
        m_flag->setChecked(!m_flag->isChecked());
        Q_EMIT flagPressed();
    });

    auto* levels = new QHBoxLayout(m_severities);
    levels->setContentsMargins(1, 1, 1, 1);
    levels->setSpacing(1);
    for (int i = 0; i < severityCount; ++i) {
        auto* button =
            new ChoiceButton(ChoiceButton::Look::Segment, severityName(i + 1), {}, &Theme::text);
        button->setAccessibleName("Severity " + severityName(i + 1).toLower());
        connect(button, &ChoiceButton::clicked, this, [this, button, i] {
            button->setChecked(!button->isChecked());
            Q_EMIT severityPressed(i + 1);
        });
        m_levels[std::size_t(i)] = button;
        levels->addWidget(button);
    }
    m_severities->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setKeys({"1", "2", "3", "4", "5"}, {"6", "7", "8"}, "9");
}

void VerdictBar::setVerdict(Verdict verdict, int severity, bool flagged)
{
    for (int i = 0; i < verdictCount; ++i)
        m_verdicts[std::size_t(i)]->setChecked(verdict == Verdict(i + 1));
    for (int i = 0; i < severityCount; ++i)
        m_levels[std::size_t(i)]->setChecked(severity == i + 1);
    m_flag->setChecked(flagged);
}

void VerdictBar::setEditable(bool editable, const QString& reason)
{
    const auto allow = [&](ChoiceButton* button) {
        button->setEnabled(editable);
        button->setAccessibleDescription(reason);
    };
    for (ChoiceButton* button : m_verdicts)
        allow(button);
    for (ChoiceButton* button : m_levels)
        allow(button);
    m_severities->setEnabled(editable);
    setToolTip(reason);
    m_severities->setToolTip(reason);
}

void VerdictBar::setKeys(const QStringList& verdicts, const QStringList& severities,
                         const QString& flag)
{
    for (int i = 0; i < verdictCount; ++i)
        m_verdicts[std::size_t(i)]->setKey(verdicts.value(i));
    for (int i = 0; i < severityCount; ++i)
        m_levels[std::size_t(i)]->setKey(severities.value(i));
    m_flag->setKey(flag);
}

ChoiceButton* VerdictBar::button(Verdict verdict) const
{
    return m_verdicts.at(std::size_t(verdict) - 1);
}

ChoiceButton* VerdictBar::severityButton(int severity) const
{
    return m_levels.at(std::size_t(severity) - 1);
}

} // namespace views
