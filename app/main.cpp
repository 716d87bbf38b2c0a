// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>

int main(int argc, char** argv)
{
    QApplication qt(argc, argv);
    return 0;
}
