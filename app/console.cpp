// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <cstdio>

#include <unistd.h>

namespace app {
namespace {

volatile std::sig_atomic_t interrupted = 0;
bool barIsShown = false;

void interrupt(int signal)
{
    interrupted = 1;
    std::signal(signal, SIG_DFL);
}

/// Control characters would break the line, or do worse to a terminal.
std::string oneLine(const std::string& message)
{
    std::string line;
    for (const char c : message)
        line += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    return line;
}

void tell(const char* sort, const std::string& message)
{
    clearProgress();
    std::fprintf(stderr, "groundscope: %s: %s\n", sort, oneLine(message).c_str());
}

void showBar(double fraction, std::string_view step)
{
    constexpr int width = 24;
    const int full = int(fraction * width);
    const std::string bar = std::string(full, '#') + std::string(width - full, '.');
    std::fprintf(stderr, "\r\033[K[%s] %3d %% %.*s", bar.c_str(), int(100 * fraction),
                 int(std::min<std::size_t>(step.size(), 40)), step.data());
    std::fflush(stderr);
    barIsShown = true;
}

void showJson(double fraction, std::string_view step)
{
    const nlohmann::ordered_json line{{"fraction", fraction}, {"step", std::string(step)}};
    std::fprintf(
        stderr, "%s\n",
        line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace).c_str());
}

} // namespace

int fail(const explain::Error& error)
{
    tell("error", error.message);
    return error.exitCode();
}

void note(const std::string& message)
{
    tell("note", message);
}

int print(const std::string& text)
{
    const std::size_t written = std::fwrite(text.data(), 1, text.size(), stdout);
    if (written == text.size() && std::fflush(stdout) == 0)
        return 0;
    return fail({explain::Error::Kind::Input,
                 "standard output: expected to write there, found that it cannot be written"});
}

void heedSignals()
{
    std::signal(SIGINT, interrupt);
    std::signal(SIGTERM, interrupt);
    std::signal(SIGXFSZ, SIG_IGN);
}

explain::Progress consoleProgress(ProgressStyle style)
{
    explain::Progress progress;
    progress.cancelled = [] { return interrupted != 0; };
    if (style == ProgressStyle::Json)
        progress.report = showJson;
    else if (::isatty(STDERR_FILENO))
        progress.report = showBar;
    return progress;
}

void clearProgress()
{
    if (barIsShown)
        std::fputs("\r\033[K", stderr);
    barIsShown = false;
}

} // namespace app
