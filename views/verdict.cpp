// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/verdict.h"

#include <array>

namespace views {
namespace {

struct Look {
    const char* name;
    const char* icon;
    QColor Theme::*colour;
};

constexpr std::array<Look, verdictCount + 1> looks{{
    {"Open", "circle-dot", &Theme::text3},
    {"Supported", "check", &Theme::supported},
    {"Contradicted", "x", &Theme::contradicted},
    {"Not visible", "eye-off", &Theme::text2},
    {"Unverifiable", "circle-question-mark", &Theme::text2},
    {"Not groundable", "minus", &Theme::text2},
}};

const Look& lookOf(Verdict verdict)
{
    return looks.at(std::size_t(verdict));
}

} // namespace

QString nameOf(Verdict verdict)
{
    return lookOf(verdict).name;
}

QString iconOf(Verdict verdict)
{
    return lookOf(verdict).icon;
}

QColor Theme::*colourOf(Verdict verdict)
{
    return lookOf(verdict).colour;
}

QString severityName(int severity)
{
    constexpr std::array<const char*, severityCount> names{"Minor", "Major", "Critical"};
    return severity >= 1 && severity <= severityCount ? QString(names[std::size_t(severity) - 1])
                                                      : QString::number(severity);
}

QString verdictText(Verdict verdict, int severity)
{
    return severity > 0 ? nameOf(verdict) + ", " + severityName(severity).toLower()
                        : nameOf(verdict);
}

} // namespace views
