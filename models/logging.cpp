// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logging.h"

#include <QDir>

#include <cstdio>
#include <cstdlib>

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace models {

Q_LOGGING_CATEGORY(log, "groundscope.models")

namespace {

constexpr std::size_t largestFile = 1 << 20; // bytes
constexpr std::size_t olderFiles = 2;

/// Lives as long as the process: Qt logs until its very end.
spdlog::logger*& sink()
{
    static spdlog::logger* logger = nullptr;
    return logger;
}

spdlog::level::level_enum levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg: return spdlog::level::debug;
    case QtInfoMsg: return spdlog::level::info;
    case QtWarningMsg: return spdlog::level::warn;
    case QtCriticalMsg: return spdlog::level::err;
    case QtFatalMsg: return spdlog::level::critical;
    }
    return spdlog::level::info;
}

void route(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    const std::string text = message.toStdString();
    sink()->log(levelOf(type), "{}: {}", context.category ? context.category : "qt", text);
    if (type != QtFatalMsg)
        return;
    sink()->flush();
    std::fprintf(stderr, "groundscope: error: %s\n", text.c_str()); // Qt ends the program next
}

} // namespace

void startLogging(const QString& folder)
{
    std::vector<spdlog::sink_ptr> sinks;
    if (!folder.isEmpty() && QDir().mkpath(folder)) {
        try {
            const auto file = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
                (folder + "/groundscope.log").toStdString(), largestFile, olderFiles);
            file->set_level(spdlog::level::info);
            sinks.push_back(file);
        } catch (const spdlog::spdlog_ex&) {
            // Nowhere to write; the studio works without.
        }
    }
    if (const char* level = std::getenv("GROUNDSCOPE_LOG")) {
        sinks.push_back(std::make_shared<spdlog::sinks::stderr_sink_mt>());
        sinks.back()->set_level(spdlog::level::from_str(level));
    }
    sink() = new spdlog::logger("groundscope", sinks.begin(), sinks.end());
    sink()->set_level(spdlog::level::trace);
    sink()->set_error_handler([](const std::string&) {}); // a full disk costs the log alone
    sink()->flush_on(spdlog::level::info);
    qInstallMessageHandler(route);
}

} // namespace models
