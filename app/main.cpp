// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"
#include "app/device.h"
#include "app/window_arguments.h"
#include "app/window_main.h"

int main(int argc, char** argv)
{
    app::openCuda();
    const bool isSubcommand = !app::asksForWindow(argc, argv);
    return isSubcommand ? app::runCommandLine(argc, argv) : app::runWindow(argc, argv);
}
