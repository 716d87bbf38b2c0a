// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/parameters.h"
#include "views/parameter_form.h"

namespace app {

/// The fields of a form for \p values, with what \p defaults stand beside them.
QList<views::FormField> fieldsOf(const explain::Parameters& values,
                                 const explain::Parameters& defaults);

} // namespace app
