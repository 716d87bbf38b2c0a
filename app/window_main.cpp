// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window_main.h"

#include "app/main_window.h"
#include "app/settings.h"
#include "app/themes.h"
#include "app/window_arguments.h"
#include "models/logging.h"
#include "models/places.h"
#include "views/motion.h"
#include "views/style.h"

#include <QApplication>
#include <QTimer>

#include <cstdio>

namespace app {
namespace {

/// Qt ends the program where it finds no display; say so before it does.
bool hasDisplay()
{
    for (const char* variable : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        if (!qEnvironmentVariableIsEmpty(variable))
            return true;
    return false;
}

} // namespace

int runWindow(int argc, char** argv)
{
    if (!hasDisplay()) {
        std::fputs("groundscope: error: window: expected a display, found none; "
                   "'groundscope explain' needs none\n",
                   stderr);
        return explain::Error{explain::Error::Kind::Device, {}}.exitCode();
    }
    const explain::Expected<WindowArguments> arguments = windowArguments(argc, argv);
    if (!arguments) {
        std::fprintf(stderr, "groundscope: error: %s\n", arguments.error().message.c_str());
        return arguments.error().exitCode();
    }
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(
        Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    int qtArgc = 1; // our arguments are not Qt's
    QApplication qt(qtArgc, argv);
    QApplication::setApplicationName("groundscope");
    QApplication::setApplicationDisplayName("Groundscope");
    QApplication::setApplicationVersion(GROUNDSCOPE_VERSION);
    QApplication::setDesktopFileName("groundscope");
    models::startLogging(models::stateFolder());
    QApplication::setStyle(new views::StudioStyle);
    themes().choose(settings().value("theme", "system").toString());

    views::setReducesMotion(settings().value("view/reduceMotion", false).toBool());

    Studio studio;
    MainWindow window(studio);
    window.show();
    // The window stands before the network is loaded and before an image is read.
    QTimer::singleShot(0, &window, [&] { window.begin(*arguments); });
    return QApplication::exec();
}

} // namespace app
