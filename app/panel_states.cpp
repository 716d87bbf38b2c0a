// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panel_states.h"

#include "app/trust.h"
#include "views/number.h"

namespace app {
namespace {

using Kind = views::PanelState::Kind;

QString tr(const char* text)
{
    return QObject::tr(text);
}

QString sentenceCase(const QString& step)
{
    return step.left(1).toUpper() + step.mid(1);
}

views::PanelState emptyState(PanelRun::Missing missing, const QString& reason = {})
{
    switch (missing) {
    case PanelRun::Missing::Nothing: return {.kind = Kind::Empty};
    case PanelRun::Missing::Case:
        return {.kind = Kind::Empty,
                .heading = tr("Open an image"),
                .sentence = tr("Drop it here, paste it, or choose a file."),
                .icon = "image",
                .action = tr("Open…"),
                .actionKey = "Ctrl+O"};
    case PanelRun::Missing::Image:
        if (!reason.isEmpty())
            return {.kind = Kind::Empty,
                    .heading = tr("This image cannot be read"),
                    .sentence = reason,
                    .icon = "triangle-alert",
                    .action = tr("Relink images…"),
                    .actionIcon = "link"};
        return {.kind = Kind::Waiting, .heading = tr("Reading the image"), .icon = "image"};
    case PanelRun::Missing::Network:
        return {.kind = Kind::Empty,
                .heading = tr("Choose a network"),
                .sentence = tr("Drop a checkpoint folder on the window, or pick one."),
                .icon = "cpu",
                .action = tr("Choose network…"),
                .actionIcon = "cpu",
                .actionKey = "Ctrl+Shift+N"};
    case PanelRun::Missing::LoadedNetwork:
        return {.kind = Kind::Waiting, .heading = tr("Loading the network"), .icon = "cpu"};
    case PanelRun::Missing::Caption:
        return {.kind = Kind::Empty,
                .heading = tr("Write what it should show"),
                .sentence = tr("A caption, a prompt, a sentence of a report."),
                .icon = "text-cursor-input",
                .action = tr("Write text"),
                .actionIcon = "pencil",
                .actionKey = "Ctrl+L"};
    case PanelRun::Missing::AnyText:
        return {.kind = Kind::Empty,
                .heading = tr("Name something to look for"),
                .sentence = tr("A word of the caption or a concept."),
                .icon = "text-cursor-input",
                .action = tr("Add concept"),
                .actionIcon = "plus",
                .actionKey = "C"};
    }
    return {};
}

} // namespace

views::PanelState stateFor(const PanelRun& run, const explain::Explanation* explanation,
                           const PanelContent& content)
{
    const double progress = run.percent() > 0 ? run.percent() / 100.0 : -1;
    switch (run.state()) {
    case PanelRun::State::Empty: return emptyState(run.missing(), run.reason());
    case PanelRun::State::NotApplicable:
        return {.kind = Kind::NotApplicable,
                .heading = tr("This network cannot run %1").arg(run.method()),
                .sentence = run.reason(),
                .action = tr("Networks that can…")};
    case PanelRun::State::Waiting:
        return {.kind = Kind::Waiting,
                .heading =
                    run.step().isEmpty() ? tr("Waiting for its turn") : sentenceCase(run.step()),
                .progress = progress};
    case PanelRun::State::Stale: return {.kind = Kind::Stale, .progress = progress};
    case PanelRun::State::Cancelled:
        if (!run.results().explanations.empty())
            return {.kind = Kind::Stale}; // the result before is kept, and marked as such
        return {.kind = Kind::Cancelled,
                .heading = run.step().isEmpty() ? tr("Cancelled")
                                                : tr("Cancelled while %1").arg(run.step()),
                .sentence = tr("What was computed of the image is kept.")};
    case PanelRun::State::Failed:
        return {.kind = Kind::Failed,
                .heading = tr("%1 failed").arg(run.method()),
                .sentence = run.reason(),
                .action = tr("Run again"),
                .actionIcon = "play"};
    case PanelRun::State::Ready: break;
    }
    if (!explanation)
        return emptyState(PanelRun::Missing::AnyText);
    if (const QString why = sentenceFor(explanation->status); !why.isEmpty())
        return {.kind = Kind::Empty,
                .heading = tr("No numbers"),
                .sentence = why,
                .icon = "ban",
                .action = tr("Write text"),
                .actionIcon = "pencil",
                .actionKey = "Ctrl+L"};
    if (!content.noEvidence.isEmpty())
        return {.kind = Kind::NoEvidence, .heading = tr("No evidence: %1").arg(content.noEvidence)};
    return {.kind = Kind::Ready};
}

QList<views::Badge> badgesFor(const Studio& studio, const PanelRun& run, bool ownScale)
{
    QList<views::Badge> badges;
    const models::NetworkPointer network = studio.networkOf(run);
    if (!network || run.results().explanations.empty())
        return badges;
    if (const auto failed = selfTestBadge(network->info()))
        badges.append(*failed);
    if (ownScale)
        badges.append({views::Badge::Kind::OwnScale, tr("own scale"),
                       tr("This panel's colours reach to its own largest value: they cannot be "
                          "compared with the other panels.")});
    badges.append(trustBadge(studio.calibrationsOf(run), studio.domain(),
                             run.method().toStdString(),
                             QString::fromStdString(network->info().name)));
    return badges;
}

} // namespace app
