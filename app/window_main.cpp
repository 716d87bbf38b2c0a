// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window_main.h"

#include <QApplication>
#include <QMainWindow>

namespace app {

int runWindow(int argc, char** argv)
{
    const QApplication qt(argc, argv);
    QMainWindow window;
    window.show();
    return QApplication::exec();
}

} // namespace app
