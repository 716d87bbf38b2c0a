// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/case_filter.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace views {
namespace {

/// Where a case stands: by number, then by key, then as opened.
struct SortKey {
    double number = 0;
    QString text;
};

/// Lower case, numbers as long as each other: "case 2" stands before "case 10".
QString naturalKey(const QString& text)
{
    constexpr qsizetype digits = 12;
    QString key, number;
    const auto take = [&] {
        key += number.rightJustified(number.isEmpty() ? 0 : digits, u'0');
        number.clear();
    };
    for (const QChar sign : text.toLower()) {
        if (sign >= u'0' && sign <= u'9') {
            number += sign;
            continue;
        }
        take();
        key += sign;
    }
    take();
    return key;
}

} // namespace

QString spokenState(CaseState state)
{
    switch (state) {
    case CaseState::Running: return QStringLiteral("running");
    case CaseState::Supported: return QStringLiteral("supported");
    case CaseState::Contradicted: return QStringLiteral("contradicted");
    case CaseState::Flagged: return QStringLiteral("flagged");
    case CaseState::Failed: return QStringLiteral("failed");
    case CaseState::None: break;
    }
    return QStringLiteral("no verdict");
}

CaseState stateOf(const QModelIndex& index, int role)
{
    const int state = index.data(role).toInt();
    return state >= 0 && state <= int(CaseState::Failed) ? CaseState(state) : CaseState::None;
}

void CaseFilter::setSourceModel(QAbstractItemModel* source)
{
    if (source == sourceModel())
        return;
    for (const QMetaObject::Connection& one : std::exchange(m_followed, {}))
        disconnect(one);
    const auto forget = [this] { m_isRanked = false; };
    // Before the base class hears of it: it compares rows at once.
    m_followed << connect(source, &QAbstractItemModel::rowsInserted, this, forget)
               << connect(source, &QAbstractItemModel::rowsRemoved, this, forget)
               << connect(source, &QAbstractItemModel::rowsMoved, this, forget)
               << connect(source, &QAbstractItemModel::modelReset, this, forget)
               << connect(source, &QAbstractItemModel::dataChanged, this,
                          [this](const QModelIndex&, const QModelIndex&, const QList<int>& roles) {
                              // A thumbnail that has been read moves no row.
                              m_isRanked = m_isRanked && !roles.isEmpty()
                                  && !roles.contains(m_roles.title) && !roles.contains(m_roles.tags)
                                  && !roles.contains(m_roles.score);
                          });
    m_isRanked = false;
    QSortFilterProxyModel::setSourceModel(source);
}

void CaseFilter::setRoles(CaseRoles roles)
{
    m_roles = roles;
    m_isRanked = false;
    invalidate();
}

void CaseFilter::setSearch(const QString& typed)
{
    static const QRegularExpression part(R"re((?:(tag|is):)?(?:"([^"]*)"?|(\S+)))re");
    m_words.clear();
    m_tags.clear();
    m_states.clear();
    for (auto each = part.globalMatch(typed.toLower()); each.hasNext();) {
        const QRegularExpressionMatch term = each.next();
        const QString text = term.captured(2) + term.captured(3);
        if (!text.isEmpty())
            (term.captured(1) == u"tag"      ? m_tags
                 : term.captured(1) == u"is" ? m_states
                                             : m_words)
                << text;
    }
    invalidate(); // one signal; invalidateFilter() tells each stretch of rows that comes or goes
}

void CaseFilter::setOrder(CaseOrder order)
{
    m_order = order;
    m_isRanked = false;
    setSortRole(order == CaseOrder::Tag         ? m_roles.tags // whose changes move rows
                    : order == CaseOrder::Score ? m_roles.score
                                                : m_roles.title);
    sort(order == CaseOrder::AsOpened ? -1 : 0);
    invalidate();
}

QStringList CaseFilter::tags() const
{
    QSet<QString> tags;
    for (int row = 0; m_roles.tags && sourceModel() && row < sourceModel()->rowCount(); ++row)
        for (const QString& tag : sourceModel()->index(row, 0).data(m_roles.tags).toStringList())
            tags.insert(tag);
    QStringList sorted(tags.cbegin(), tags.cend());
    sorted.sort(Qt::CaseInsensitive);
    return sorted;
}

QVariant CaseFilter::data(const QModelIndex& index, int role) const
{
    if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole)
        return QStringLiteral("%1, %2, %3")
            .arg(data(index, m_roles.title).toString(), data(index, m_roles.subtitle).toString(),
                 spokenState(stateOf(index, m_roles.state)));
    return QSortFilterProxyModel::data(index, role);
}

bool CaseFilter::filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const
{
    if (m_words.isEmpty() && m_tags.isEmpty() && m_states.isEmpty())
        return true;
    const QModelIndex index = sourceModel()->index(sourceRow, 0, sourceParent);
    if (!m_words.isEmpty()) {
        const QString text = m_roles.search
            ? index.data(m_roles.search).toString()
            : (index.data(m_roles.title).toString() + ' ' + index.data(m_roles.subtitle).toString())
                  .toLower();
        if (!std::ranges::all_of(m_words, [&](const QString& w) { return text.contains(w); }))
            return false;
    }
    if (!m_tags.isEmpty()) {
        const QStringList tags = index.data(m_roles.tags).toStringList();
        if (!std::ranges::all_of(m_tags, [&](const QString& wanted) {
                return tags.contains(wanted, Qt::CaseInsensitive);
            }))
            return false;
    }
    const QString state =
        m_states.isEmpty() ? QString() : spokenState(stateOf(index, m_roles.state));
    return std::ranges::all_of(m_states, [&](const QString& s) { return state.startsWith(s); });
}

bool CaseFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    if (!m_isRanked)
        rank();
    return m_ranks[std::size_t(left.row())] < m_ranks[std::size_t(right.row())];
}

void CaseFilter::rank() const
{
    const int count = sourceModel()->rowCount();
    constexpr double last = std::numeric_limits<double>::infinity();
    std::vector<SortKey> keys;
    keys.reserve(std::size_t(count));
    for (int row = 0; row < count; ++row) {
        const QModelIndex index = sourceModel()->index(row, 0);
        SortKey key;
        if (m_order == CaseOrder::Title) {
            key.text = naturalKey(index.data(m_roles.title).toString());
        } else if (m_order == CaseOrder::Tag) {
            const QStringList tags = index.data(m_roles.tags).toStringList();
            key = {tags.isEmpty() ? last : 0, naturalKey(tags.join(' '))};
        } else if (m_order == CaseOrder::Score) {
            const QVariant score = index.data(m_roles.score);
            key.number = score.isValid() ? -score.toDouble() : last;
        }
        keys.push_back(std::move(key));
    }
    std::vector<int> rows(static_cast<std::size_t>(count));
    std::iota(rows.begin(), rows.end(), 0);
    std::ranges::stable_sort(rows, [&](int a, int b) {
        const SortKey &one = keys[std::size_t(a)], &other = keys[std::size_t(b)];
        return one.number != other.number ? one.number < other.number : one.text < other.text;
    });
    m_ranks.resize(rows.size());
    for (std::size_t place = 0; place < rows.size(); ++place)
        m_ranks[std::size_t(rows[place])] = int(place);
    m_isRanked = true;
}

} // namespace views
