// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/method_list.h"

#include "tests/models/fakes.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using models::MethodList;

namespace {

const auto nothing = [](explain::Context&) { return fakes::answer(""); };
const explain::RegisterMethod modest(std::make_unique<fakes::Method>("a-modest-one", nothing));
const explain::RegisterMethod demanding(std::make_unique<fakes::Method>(
    "b-demanding", nothing, std::vector<explain::Need>{{explain::Skill::DenseParts}}));

} // namespace

class TestMethodList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyMethodHasARow();
    void aRowIsOffWhereASkillIsMissing();
    void rowsAreSortedByTitle();
    void helpIsThePageOfTheMethod();
};

void TestMethodList::everyMethodHasARow()
{
    MethodList list;
    const QAbstractItemModelTester tester(&list);
    QCOMPARE(list.rowCount(), int(explain::methods().size()));
    const int row = list.rowOf("a-modest-one");
    QVERIFY(row >= 0);
    QCOMPARE(list.method(row), explain::findMethod("a-modest-one"));
    QCOMPARE(list.data(list.index(row), MethodList::KindRole).toString(), QString("ScoreTable"));
    QCOMPARE(list.rowOf("no such method"), -1);
}

void TestMethodList::aRowIsOffWhereASkillIsMissing()
{
    MethodList list;
    const QAbstractItemModelTester tester(&list);
    QSignalSpy changed(&list, &QAbstractItemModel::dataChanged);
    const QModelIndex off = list.index(list.rowOf("b-demanding"));
    QVERIFY(list.data(off, MethodList::ReasonRole).toString().contains("found none"));

    list.setNetworks(fakes::context().networks);
    QCOMPARE(changed.count(), 1);
    QVERIFY(list.data(off, MethodList::ReasonRole).toString().contains("DenseParts"));
    QVERIFY(!list.data(off, MethodList::RunnableRole).toBool());
    QVERIFY(!(list.flags(off) & Qt::ItemIsEnabled));
    const QModelIndex set = list.index(list.rowOf("clim-mosaic"));
    QVERIFY(list.data(set, MethodList::ReasonRole).toString().contains("set of images"));
    const QModelIndex on = list.index(list.rowOf("a-modest-one"));
    QVERIFY(list.data(on, MethodList::RunnableRole).toBool());
    QVERIFY(list.flags(on) & Qt::ItemIsEnabled);
}

void TestMethodList::rowsAreSortedByTitle()
{
    const MethodList list;
    QStringList titles;
    for (int row = 0; row < list.rowCount(); ++row)
        titles << list.data(list.index(row), Qt::DisplayRole).toString();
    QStringList sorted = titles;
    sorted.sort(Qt::CaseInsensitive);
    QCOMPARE(titles, sorted);
}

void TestMethodList::helpIsThePageOfTheMethod()
{
    const MethodList list;
    const int row = list.rowOf("a-modest-one");
    QVERIFY(list.data(list.index(row), MethodList::HelpRole).toString().isEmpty());
    const int known = list.rowOf("patch-sim");
    if (known < 0)
        QSKIP("this program holds no method with a help page");
    QVERIFY(list.data(list.index(known), MethodList::HelpRole).toString().startsWith('#'));
}

QTEST_GUILESS_MAIN(TestMethodList)
#include "tst_method_list.moc"
