// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/method.h"

#include <iostream>

int main()
{
    for (const explain::Method* method : explain::methods())
        std::cout << method->info().id << '\n';
}
