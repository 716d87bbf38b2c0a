// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/networks_command.h"

#include "app/console.h"
#include "app/known_networks.h"
#include "app/options.h"
#include "explain/nets/manifest.h"
#include "models/file_hashes.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace app {
namespace {

using Json = nlohmann::ordered_json;
using explain::Error;

const std::vector<Option> options{
    {"--json", "", "for machines"},
    {"--text", "TEXT", "what seal reads beside the picture (several may stand)", true},
    {"--help", "", "this page"}};

const char* const helpPage = R"(groundscope networks list [--json]        those that can be chosen
groundscope networks add DIR              remembers a checkpoint folder
groundscope networks check DIR [--json]   reads everything, computes its self-test
groundscope networks seal DIR --text TEXT keeps what it computes in groundscope.json: its self-test

)";

struct Session {
    models::PluginList plugins = models::PluginList::ofProgram();
    std::unique_ptr<models::NetworkList> networks = knownNetworks(plugins);
};

Error usage(std::string message)
{
    return {Error::Kind::Usage, std::move(message)};
}

/// What the family of \p entry thinks of its files.
explain::Expected<explain::CheckpointReport> report(Session& session,
                                                    const models::NetworkEntry& entry)
{
    const auto family = session.plugins.family(entry.family);
    if (!family)
        return family.error();
    return family->check({.path = entry.path.toStdString(), .hash = models::fileHash},
                         consoleProgress(ProgressStyle::Bar));
}

Json describe(Session& session, const models::NetworkEntry& entry)
{
    Json skills = Json::array();
    for (const QString& skill : entry.skills)
        skills.push_back(skill.toStdString());
    const auto known = report(session, entry);
    return {{"id", entry.id.toStdString()},
            {"title", entry.name.toStdString()},
            {"family", entry.family.toStdString()},
            {"skills", skills},
            {"path", entry.path.isEmpty() ? Json(nullptr) : Json(entry.path.toStdString())},
            {"sha256", known && !known->sha256.empty() ? Json(known->sha256) : Json(nullptr)}};
}

int list(Session& session, bool json)
{
    Json all = Json::array();
    std::string page;
    for (const models::NetworkEntry& entry : session.networks->entries()) {
        if (json)
            all.push_back(describe(session, entry));
        page +=
            (entry.name + "  " + entry.family + "  " + entry.path).trimmed().toStdString() + '\n';
    }
    clearProgress();
    return print(json ? all.dump(2) + '\n' : page);
}

int add(Session& session, const std::string& path)
{
    std::optional<Error> forgotten;
    QObject::connect(session.networks.get(), &models::NetworkList::notice,
                     [&](const Error& error) { forgotten = error; });
    const auto id = session.networks->add(QString::fromStdString(path));
    if (!id)
        return fail(id.error());
    if (forgotten)
        return fail(*forgotten);
    const models::NetworkEntry* entry = session.networks->find(*id);
    return print("added " + entry->name.toStdString() + " (" + entry->family.toStdString() + ")\n");
}

std::string listed(const std::string& title, const std::vector<std::string>& names)
{
    std::string page;
    for (const std::string& name : names)
        page += title + ": " + name + '\n';
    return page;
}

std::string forPeople(const explain::CheckpointReport& found)
{
    return found.name + " (" + found.family + ")\nsha256 " + found.sha256 + '\n'
        + std::to_string(found.tensors) + " tensors, " + std::to_string(found.parameters)
        + " parameters\n" + listed("missing", found.missing)
        + listed("unexpected", found.unexpected) + listed("wrong shape", found.mismatched)
        + listed("not finite", found.nonFinite) + listed("fault", found.faults)
        + listed("note", found.notes)
        + (found.selfTest ? explain::describe(*found.selfTest) + '\n' : std::string())
        + (found.good() ? "good\n" : "");
}

Json toJson(const std::optional<explain::SelfTest>& test)
{
    if (!test)
        return nullptr;
    return {
        {"difference", std::isfinite(test->difference) ? Json(test->difference) : Json(nullptr)},
        {"tolerance", test->tolerance},
        {"passed", test->passed()}};
}

Json toJson(const explain::CheckpointReport& found)
{
    return {{"name", found.name},
            {"family", found.family},
            {"sha256", found.sha256},
            {"tensors", found.tensors},
            {"parameters", found.parameters},
            {"missing", found.missing},
            {"unexpected", found.unexpected},
            {"mismatched", found.mismatched},
            {"non_finite", found.nonFinite},
            {"faults", found.faults},
            {"notes", found.notes},
            {"self_test", toJson(found.selfTest)},
            {"good", found.good()}};
}

Error faults(const std::string& name, const explain::CheckpointReport& found)
{
    if (!found.faults.empty())
        return {Error::Kind::Network, name + ": " + found.faults.front()};
    std::string first;
    for (const auto* names :
         {&found.mismatched, &found.missing, &found.unexpected, &found.nonFinite})
        if (first.empty() && !names->empty())
            first = names->front();
    return {Error::Kind::Network,
            name + ": expected a sound checkpoint, found " + std::to_string(found.missing.size())
                + " missing, " + std::to_string(found.unexpected.size()) + " unexpected, "
                + std::to_string(found.mismatched.size()) + " misshapen and "
                + std::to_string(found.nonFinite.size()) + " non-finite tensors; first: " + first};
}

int check(Session& session, const std::string& nameOrPath, bool json)
{
    const auto entry = findNetwork(session.plugins, *session.networks, nameOrPath);
    if (!entry)
        return fail(entry.error());
    const auto found = report(session, *entry);
    if (!found)
        return fail(found.error());
    clearProgress();
    const int printed = print(json ? toJson(*found).dump(2) + '\n' : forPeople(*found));
    if (found->selfTest && !found->selfTest->passed())
        note(nameOrPath + ": " + explain::describe(*found->selfTest));
    return found->good() ? printed : fail(faults(nameOrPath, *found));
}

/// The self-test of \p path becomes what its network computes here and now.
int seal(Session& session, const std::string& path, const std::vector<std::string>& texts)
{
    const auto entry = findNetwork(session.plugins, *session.networks, path);
    if (!entry)
        return fail(entry.error());
    const auto family = session.plugins.family(entry->family);
    if (!family)
        return fail(family.error());
    const std::filesystem::path folder = entry->path.toStdString();
    const auto network = family->load({.path = folder, .hash = models::fileHash},
                                      consoleProgress(ProgressStyle::Bar));
    clearProgress();
    if (!network)
        return fail(network.error());
    if (!(*network)->dualEncoder())
        return fail({Error::Kind::Network, path + ": expected a dual encoder, found none"});
    const auto golden = explain::goldenVectorsOf(**network, texts);
    if (!golden)
        return fail(golden.error());
    if (const auto error = explain::keepGoldenVectors(folder, *golden))
        return fail(*error);
    return print("sealed " + folder.string() + " with " + std::to_string(texts.size())
                 + (texts.size() == 1 ? " text\n" : " texts\n"));
}

} // namespace

int networksCommand(const std::vector<std::string>& arguments)
{
    const auto read = parse(arguments, options);
    if (!read)
        return fail(read.error());
    if (read->has("--help"))
        return print(helpPage + describe(options));
    const std::vector<std::string>& words = read->words;
    const std::string action = words.empty() ? std::string() : words.front();
    if (action != "list" && action != "add" && action != "check" && action != "seal")
        return fail(usage("networks: expected list, add, check or seal, found '" + action + "'"));
    const std::size_t wanted = action == "list" ? 1 : 2;
    if (words.size() != wanted)
        return fail(usage("networks " + action + ": expected " + (wanted == 1 ? "nothing" : "DIR")
                          + " after it, found " + std::to_string(words.size() - 1) + " arguments"));
    Session session;
    if (action == "list")
        return list(session, read->has("--json"));
    if (action == "seal")
        return seal(session, words[1], read->values("--text"));
    return action == "add" ? add(session, words[1]) : check(session, words[1], read->has("--json"));
}

} // namespace app
