// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme.h"

#include <QApplication>
#include <QDir>
#include <QFontDatabase>

#include <algorithm>
#include <cmath>

namespace views {
namespace {

const Theme* current = &Theme::dark();

void registerFonts()
{
    static const bool once = [] {
        const QDir fonts(":/studio/fonts");
        for (const QString& file : fonts.entryList(QDir::Files))
            QFontDatabase::addApplicationFont(fonts.filePath(file));
        return true;
    }();
    Q_UNUSED(once);
}

double luminance(const QColor& colour)
{
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

} // namespace

const Theme& Theme::dark()
{
    static const Theme dark{.scheme = Scheme::Dark,
                            .window = "#1D1E20",
                            .surface = "#25272A",
                            .field = "#18191B",
                            .canvas = "#0E0F10",
                            .raised = "#2E3034",
                            .hover = "#34373B",
                            .line = "#3A3D42",
                            .control = "#7B818A",
                            .text = "#E9EAEC",
                            .text2 = "#B2B7BE",
                            .text3 = "#999FA8",
                            .disabled = "#6E737A",
                            .accent = "#B3A1FF",
                            .accentFill = "#735BE6",
                            .onAccent = "#FFFFFF",
                            .selection = "#373253",
                            .supported = "#5CC8A5",
                            .contradicted = "#FF8F75",
                            .caution = "#F0BC55",
                            .signedMap = "berlin",
                            .sequentialMap = "bamako",
                            .mapOpacity = 0.72};
    return dark;
}

const Theme& Theme::light()
{
    static const Theme light{.scheme = Scheme::Light,
                             .window = "#F1F1F3",
                             .surface = "#FFFFFF",
                             .field = "#FFFFFF",
                             .canvas = "#D9DADD",
                             .raised = "#FFFFFF",
                             .hover = "#E7E7EB",
                             .line = "#D8D9DD",
                             .control = "#7D828A",
                             .text = "#1B1C1F",
                             .text2 = "#4C5158",
                             .text3 = "#62676F",
                             .disabled = "#9A9EA5",
                             .accent = "#5842C6",
                             .accentFill = "#5842C6",
                             .onAccent = "#FFFFFF",
                             .selection = "#DDD7FA",
                             .supported = "#0B7658",
                             .contradicted = "#B0361E",
                             .caution = "#855700",
                             .signedMap = "vik",
                             .sequentialMap = "bamako",
                             .mapOpacity = 0.62};
    return light;
}

const Theme& Theme::contrast()
{
    static const Theme contrast{.scheme = Scheme::Contrast,
                                .window = "#000000",
                                .surface = "#000000",
                                .field = "#000000",
                                .canvas = "#000000",
                                .raised = "#101010",
                                .hover = "#2B2B2B",
                                .line = "#8C8C8C",
                                .control = "#FFFFFF",
                                .text = "#FFFFFF",
                                .text2 = "#FFFFFF",
                                .text3 = "#E6E6E6",
                                .disabled = "#9C9C9C",
                                .accent = "#FFE14D",
                                .accentFill = "#FFE14D",
                                .onAccent = "#000000",
                                .selection = "#0B3D91",
                                .supported = "#5CF0C0",
                                .contradicted = "#FFA899",
                                .caution = "#FFD166",
                                .signedMap = "berlin",
                                .sequentialMap = "bamako",
                                .mapOpacity = 0.72};
    return contrast;
}

const Theme& Theme::page()
{
    static const Theme page = [] {
        Theme paper = light();
        paper.scheme = Scheme::Page;
        for (QColor Theme::*ground : {&Theme::window, &Theme::surface, &Theme::canvas})
            paper.*ground = Qt::white;
        for (QColor Theme::*ink : {&Theme::text, &Theme::text2, &Theme::text3})
            paper.*ink = Qt::black;
        return paper;
    }();
    return page;
}

const Theme& theme()
{
    return *current;
}

void setScheme(Scheme scheme)
{
    switch (scheme) {
    case Scheme::Dark: current = &Theme::dark(); break;
    case Scheme::Light: current = &Theme::light(); break;
    case Scheme::Contrast: current = &Theme::contrast(); break;
    case Scheme::Page: current = &Theme::page(); break;
    }
    QApplication::setPalette(paletteOf(*current));
    QApplication::setFont(studioFont(type::base));
}

double contrastRatio(const QColor& one, const QColor& other)
{
    const auto [low, high] = std::minmax({luminance(one), luminance(other)});
    return (high + 0.05) / (low + 0.05);
}

QPalette paletteOf(const Theme& theme)
{
    QPalette palette;
    const std::pair<QPalette::ColorRole, QColor> roles[] = {
        {QPalette::Window, theme.window},
        {QPalette::WindowText, theme.text},
        {QPalette::Base, theme.field},
        {QPalette::AlternateBase, theme.surface},
        {QPalette::Text, theme.text},
        {QPalette::PlaceholderText, theme.text3},
        {QPalette::Button, theme.surface},
        {QPalette::ButtonText, theme.text},
        {QPalette::BrightText, theme.contradicted},
        {QPalette::ToolTipBase, theme.raised},
        {QPalette::ToolTipText, theme.text},
        {QPalette::Highlight, theme.selection},
        {QPalette::HighlightedText, theme.text},
        {QPalette::Link, theme.accent},
        {QPalette::LinkVisited, theme.accent},
        {QPalette::Light, theme.hover},
        {QPalette::Midlight, theme.hover},
        {QPalette::Mid, theme.line},
        {QPalette::Dark, theme.control},
        {QPalette::Shadow, theme.canvas},
    };
    for (const auto& [role, colour] : roles)
        palette.setColor(role, colour);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, theme.disabled);
    return palette;
}

QFont studioFont(int pixelSize, int weight)
{
    registerFonts();
    QFont font;
    font.setFamilies({"Groundscope Sans", "Inter", "Noto Sans", "Noto Sans CJK SC", "sans-serif"});
    font.setPixelSize(pixelSize);
    font.setWeight(QFont::Weight(weight));
    return font;
}

} // namespace views
