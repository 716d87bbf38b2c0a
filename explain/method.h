// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/context.h"
#include "explain/explanation.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace explain {

/// What a network may be able to do: its skills, and the vectors that a dual encoder may lack.
enum class Skill { DualEncoder, Patches, Tokens, DenseParts, TextGradient };

std::string_view nameOf(Skill skill);

/// Whether \p network has \p skill.
bool has(const Network& network, Skill skill);

/// A skill that a method cannot do without, of the network in a role.
struct Need {
    Skill skill;
    std::string role = "network";
};

struct MethodInfo {
    std::string id;        ///< stable: projects, recipes and command lines hold it
    std::string title;     ///< shown to people
    std::string source;    ///< paper
    std::string_view kind; ///< PatchMap::name, ...
    std::vector<Need> needs;
    std::vector<Parameter> parameters;
    std::size_t samples = 1; ///< how many it needs at least; more than 1: it judges a set
};

/// One way of explaining. Stateless: run() may be called from several threads at once.
class Method {
public:
    virtual ~Method() = default;
    virtual MethodInfo info() const = 0;

    /// Called by apply() alone: needs are met, no graph is recorded, and it may throw.
    virtual Expected<std::vector<Explanation>> run(Context& context) const = 0;
};

/// Every method that is linked in or was brought by a plugin, in order of id; made anew at each
/// call, since plugins bring more. The methods themselves live for ever. [main thread]
std::vector<const Method*> methods();

/// Null: no such id.
const Method* findMethod(std::string_view id);

/// Ids that were registered twice: only the first holds, and the studio says so at start.
std::vector<std::string> refusedMethods();

/// The knobs of \p method with the defaults that \p network's manifest asks for ("<id>.<key>").
/// A default that does not fit is a Network error.
Expected<Parameters> parametersFor(const MethodInfo& method, const NetworkInfo& network);

/// At namespace scope in a method's .cpp: makes it known to the studio, the command line, the
/// tests.
struct RegisterMethod {
    explicit RegisterMethod(std::unique_ptr<Method> method);
};

} // namespace explain
