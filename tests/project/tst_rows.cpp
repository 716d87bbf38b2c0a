// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/rows.h"

#include <QTest>

class TestRows final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keysAreIdsWithoutBraces()
    {
        const QUuid id("{6ba7b810-9dad-11d1-80b4-00c04fd430c8}");
        QCOMPARE(project::keyOf(project::Case{.id = id}), "6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        QCOMPARE(project::keyOf(project::Setting{.key = "network"}), "network");
    }
};

QTEST_APPLESS_MAIN(TestRows)
#include "tst_rows.moc"
