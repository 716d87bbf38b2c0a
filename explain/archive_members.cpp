// SPDX-License-Identifier: Apache-2.0
#include "explain/archive_members.h"

#include <ATen/ATen.h>

namespace explain {
namespace {

// One overload a kind, both ways: the names stand here only.
template <class Visitor> void visitMembers(PatchMap& kind, Visitor visit)
{
    visit("map", kind.map);
}
template <class Visitor> void visitMembers(Alignment& kind, Visitor visit)
{
    visit("plan", kind.plan);
    visit("boxes", kind.boxes);
}
template <class Visitor> void visitMembers(MaskSet& kind, Visitor visit)
{
    visit("masks", kind.masks);
    visit("scores", kind.scores);
}
template <class Visitor> void visitMembers(WordScores& kind, Visitor visit)
{
    visit("values", kind.values);
    visit("token_values", kind.tokenValues);
}
template <class Visitor> void visitMembers(BoxSet& kind, Visitor visit)
{
    visit("boxes", kind.boxes);
    visit("scores", kind.scores);
}
template <class Visitor> void visitMembers(ScoreTable& kind, Visitor visit)
{
    visit("values", kind.values);
}

at::Tensor toTensor(const std::vector<std::pair<int64_t, int64_t>>& spans)
{
    const at::Tensor tensor = at::empty({int64_t(spans.size()), 2}, at::kFloat);
    for (std::size_t i = 0; i < spans.size(); ++i) {
        tensor.data_ptr<float>()[2 * i] = float(spans[i].first);
        tensor.data_ptr<float>()[2 * i + 1] = float(spans[i].second);
    }
    return tensor;
}

std::vector<std::pair<int64_t, int64_t>> toSpans(const at::Tensor& tensor)
{
    std::vector<std::pair<int64_t, int64_t>> spans;
    if (tensor.dim() != 2 || tensor.size(1) != 2)
        return spans;
    const at::Tensor whole = tensor.to(at::kLong).contiguous();
    for (int64_t i = 0; i < whole.size(0); ++i)
        spans.emplace_back(whole.data_ptr<int64_t>()[2 * i], whole.data_ptr<int64_t>()[2 * i + 1]);
    return spans;
}

std::optional<Kind> emptyKind(std::string_view name)
{
    for (const Kind& kind : {Kind(PatchMap{}), Kind(Alignment{}), Kind(MaskSet{}),
                             Kind(WordScores{}), Kind(BoxSet{}), Kind(ScoreTable{})})
        if (nameOf(kind) == name)
            return kind;
    return {};
}

} // namespace

std::map<std::string, at::Tensor> membersOf(const Explanation& explanation)
{
    std::map<std::string, at::Tensor> members = explanation.extras;
    Kind kind = explanation.kind;
    std::visit(
        [&](auto& each) {
            visitMembers(each,
                         [&](const char* name, at::Tensor& tensor) { members[name] = tensor; });
        },
        kind);
    if (const auto* boxes = std::get_if<BoxSet>(&kind); boxes && !boxes->spans.empty())
        members["spans"] = toTensor(boxes->spans);
    std::erase_if(members, [](const auto& member) { return !member.second.defined(); });
    return members;
}

std::optional<KindAndExtras> kindFrom(std::string_view name,
                                      std::map<std::string, at::Tensor> tensors,
                                      std::vector<std::string> columns)
{
    std::optional<Kind> kind = emptyKind(name);
    if (!kind)
        return {};
    std::visit(
        [&](auto& each) {
            visitMembers(each, [&](const char* member, at::Tensor& tensor) {
                if (const auto found = tensors.extract(member))
                    tensor = found.mapped();
            });
        },
        *kind);
    if (auto* boxes = std::get_if<BoxSet>(&*kind))
        if (const auto found = tensors.extract("spans"))
            boxes->spans = toSpans(found.mapped());
    if (auto* table = std::get_if<ScoreTable>(&*kind))
        table->columns = std::move(columns);
    return KindAndExtras{*kind, std::move(tensors)};
}

} // namespace explain
