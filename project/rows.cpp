// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/rows.h"

namespace project {

QString keyOf(const Row& row)
{
    return std::visit(
        [](const auto& one) {
            if constexpr (requires { one.key; })
                return one.key;
            else
                return one.id.toString(QUuid::WithoutBraces);
        },
        row);
}

} // namespace project
