// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/null_texts.h"

#include <QRegularExpression>
#include <QTest>

#include <set>

class TestNullTexts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyDomainHoldsTwoHundred_data();
    void everyDomainHoldsTwoHundred();
    void textsAreUnrelated();
    void onlyKnownDomainsAreRead_data();
    void onlyKnownDomainsAreRead();
};

void TestNullTexts::everyDomainHoldsTwoHundred_data()
{
    QTest::addColumn<QString>("domain");
    for (const char* domain : {"general", "chest"})
        QTest::newRow(domain) << QString(domain);
}

void TestNullTexts::everyDomainHoldsTwoHundred()
{
    QFETCH(QString, domain);
    QVERIFY(models::nullTextDomains().contains(domain));
    const auto texts = models::nullTexts(domain);
    QVERIFY2(texts, texts ? "" : texts.error().message.c_str());
    QCOMPARE(texts->size(), std::size_t(200));
    QCOMPARE(std::set<std::string>(texts->begin(), texts->end()).size(), std::size_t(200));
    for (const std::string& text : *texts) {
        const qsizetype words = QString::fromStdString(text).split(' ').size();
        QVERIFY2(words >= 3 && words <= 20, text.c_str()); // within any network's context
    }
}

/// No two texts may share most of their words: the band would be narrower than chance is.
void TestNullTexts::textsAreUnrelated()
{
    const auto texts = models::nullTexts("general");
    QVERIFY(texts);
    static const QRegularExpression words("[a-z]{4,}");
    std::vector<std::set<QString>> bags;
    for (const std::string& text : *texts) {
        auto& bag = bags.emplace_back();
        auto found = words.globalMatch(QString::fromStdString(text).toLower());
        while (found.hasNext())
            bag.insert(found.next().captured());
    }
    for (std::size_t i = 0; i < bags.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            std::size_t shared = 0;
            for (const QString& word : bags[i])
                shared += bags[j].count(word);
            QVERIFY2(2 * shared <= std::min(bags[i].size(), bags[j].size()),
                     (texts->at(i) + " | " + texts->at(j)).c_str());
        }
    }
}

void TestNullTexts::onlyKnownDomainsAreRead_data()
{
    QTest::addColumn<QString>("domain");
    for (const char* domain : {"", "nowhere", "../help/filip", "general.txt", "general\n"})
        QTest::newRow(domain) << QString(domain);
}

void TestNullTexts::onlyKnownDomainsAreRead()
{
    QFETCH(QString, domain);
    const auto texts = models::nullTexts(domain);
    QVERIFY(!texts);
    QCOMPARE(texts.error().kind, explain::Error::Kind::Input);
    QVERIFY(texts.error().message.find("chest, general") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestNullTexts)
#include "tst_null_texts.moc"
