// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"

#include "app/calibrate_command.h"
#include "app/console.h"
#include "app/explain_command.h"
#include "app/methods_command.h"
#include "app/networks_command.h"
#include "app/options.h"
#include "app/phantom_command.h"
#include "app/project_command.h"
#include "app/train_command.h"
#include "app/verify_command.h"
#include "explain/apply.h"
#include "models/logging.h"
#include "models/places.h"
#include "models/plugin_list.h"

#include <QApplication>

#include <algorithm>
#include <array>
#include <filesystem>

namespace app {
namespace {

using Words = std::vector<std::string>;

constexpr std::array<std::string_view, 9> subcommands{"explain", "networks",      "methods",
                                                      "project", "verify",        "calibrate",
                                                      "phantom", "train-builtin", "help"};

const char* const helpPage =
    R"(groundscope [FILE ...]                 opens the window
groundscope explain ...                explanations of one image as files
groundscope networks list|add|check|seal  the networks that can be chosen
groundscope methods list [--json]      the ways of explaining
groundscope project new|import|info|export  cases and claims in a project file
groundscope verify PROJECT             whether a project is as it was written
groundscope calibrate ...              how far each method can be believed
groundscope phantom ... --out DIR      drawn pictures of which everything is known
groundscope train-builtin --out DIR    makes the built-in network anew
groundscope --version
groundscope SUBCOMMAND --help

Results go to standard output, progress and errors to standard error.
Exit codes: 0 done, 2 usage, 3 input file, 4 network, 5 device or memory, 6 cancelled, 70 our bug.
)";

int help()
{
    return print(helpPage);
}

int version()
{
    return print("groundscope " GROUNDSCOPE_VERSION "\n");
}

int listMethods(const Words& arguments)
{
    models::PluginList::ofProgram().openThoseWithMethods();
    return methodsCommand(arguments);
}

int run(const Words& arguments)
{
    const std::string& name = arguments.front();
    const Words rest(arguments.begin() + 1, arguments.end());
    if (name == "--help" || name == "-h" || name == "help")
        return help();
    if (name == "--version")
        return version();
    if (name == "explain")
        return explainCommand(rest);
    if (name == "networks")
        return networksCommand(rest);
    if (name == "methods")
        return listMethods(rest);
    if (name == "project")
        return projectCommand(rest);
    if (name == "verify")
        return verifyCommand(rest);
    if (name == "calibrate")
        return calibrateCommand(rest);
    if (name == "phantom")
        return phantomCommand(rest);
    if (name == "train-builtin")
        return trainCommand(rest);
    if (name.find_first_of("/.") != std::string::npos)
        return fail(
            {explain::Error::Kind::Input, name + ": expected a file to open, found nothing"});
    return fail({explain::Error::Kind::Usage,
                 "argument '" + name
                     + "': expected one of explain, networks, methods, project, verify, "
                       "calibrate, phantom, train-builtin, --version, --help, or files to open"});
}

/// What Qt has to say before the log is open is nothing for people who wait for one line.
void quieten(QtMsgType, const QMessageLogContext&, const QString&)
{
}

} // namespace

bool isSubcommand(std::string_view word)
{
    return std::ranges::find(subcommands, word) != subcommands.end();
}

int runCommandLine(int argc, char** argv)
{
    try {
        heedSignals();
        const auto arguments = utf8Arguments(argc, argv);
        if (!arguments)
            return fail(arguments.error());
        qputenv("QT_QPA_PLATFORM", "offscreen");
        qInstallMessageHandler(quieten);
        int qtArgc = 1; // our arguments are not Qt's
        const QApplication qt(qtArgc, argv);
        models::startLogging(models::stateFolder());
        return run(*arguments);
    } catch (...) {
        return fail(explain::errorFromException("groundscope"));
    }
}

} // namespace app
