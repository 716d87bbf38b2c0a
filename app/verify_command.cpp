// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verify_command.h"

#include "app/console.h"
#include "app/options.h"
#include "project/verify.h"

namespace app {
namespace {

const std::vector<Option> options{{"--help", "", "this page"}};

const char* const helpPage =
    R"(groundscope verify P.groundscope

Compares every record and every blob of a project with its log, and the log with itself; changes
nothing. Exit code 0: all is as it was written; 3: a line for each thing that is not, with its
table and key.

)";

} // namespace

int verifyCommand(const std::vector<std::string>& given)
{
    using explain::Error;
    const auto arguments = parse(given, options);
    if (!arguments)
        return fail(arguments.error());
    if (arguments->has("--help"))
        return print(helpPage + describe(options));
    if (arguments->words.size() != 1)
        return fail(
            {Error::Kind::Usage,
             "verify: expected one PROJECT, found " + std::to_string(arguments->words.size())});
    const std::string& file = arguments->words.front();
    const auto faults = project::verify(QString::fromStdString(file));
    if (!faults)
        return fail(faults.error());
    int code = 0;
    for (const project::Fault& fault : *faults)
        code = fail({Error::Kind::Input,
                     file + ": " + fault.table + (fault.key.empty() ? "" : ' ' + fault.key) + ": "
                         + fault.what});
    return code != 0 ? code : print(file + ": all is as it was written\n");
}

} // namespace app
