// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/claim_rules.h"

#include "explain/truth.h"

#include <QTest>

using namespace project;

namespace {

/// "finding absent: No | pneumothorax": a claim as a line, its spans apart by bars.
QString line(const QString& text, const FoundClaim& claim)
{
    const QList<uint> codePoints = text.toUcs4();
    QStringList words;
    for (const Span& span : claim.spans)
        words.append(QString::fromUcs4(reinterpret_cast<const char32_t*>(codePoints.constData())
                                           + span.begin,
                                       span.end - span.begin));
    return claim.type + ' ' + claim.assertion + ": " + words.join(" | ");
}

} // namespace

class TestClaimRules final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void claims_data();
    void claims();
    void anythingCanBeSplit();
    void agreesWithTheTruthOfThePhantoms();
};

void TestClaimRules::claims_data()
{
    QTest::addColumn<QStringList>("expected");
    const auto sentence = [](const char* text, const QStringList& claims) {
        QTest::newRow(text) << claims;
    };
    // Photographs.
    sentence("A white cat", {"object present: A white cat"});
    sentence("two red circles left of a blue star",
             {"count present: two red circles", "relation present: left of a blue star",
              "object present: a blue star"});
    sentence("A dog running.", {"object present: A dog", "action present: running"});
    sentence(
        "A man riding a horse",
        {"object present: A man", "relation present: riding a horse", "object present: a horse"});
    sentence("A white cat eats from a large bowl while a red bird sits on a small white bowl.",
             {"object present: A white cat", "relation present: eats from a large bowl",
              "object present: a large bowl", "object present: a red bird",
              "relation present: sits on a small white bowl",
              "object present: a small white bowl"});
    sentence("The bird is red.", {"object present: The bird", "attribute present: is red"});
    sentence("The car is red and shiny.",
             {"object present: The car", "attribute present: is red", "attribute present: shiny"});
    sentence("The cat is not black.", {"object present: The cat", "negation absent: is not black"});
    sentence("There are three people in the background.",
             {"count present: three people", "relation present: in the background"});
    sentence("no people", {"negation absent: no people"});
    sentence("A street without cars",
             {"object present: A street", "negation absent: without cars"});
    sentence("A photo of a dog and a cat", {"object present: a dog", "object present: a cat"});
    sentence("a large circle at the bottom",
             {"object present: a large circle", "relation present: at the bottom"});
    sentence("A glass of water on the table",
             {"object present: A glass of water", "relation present: on the table",
              "object present: the table"});
    sentence("A sign that says “STOP”",
             {"object present: A sign", "text-in-image present: “STOP”"});
    sentence("Several boats in front of a bridge",
             {"count present: Several boats", "relation present: in front of a bridge",
              "object present: a bridge"});
    sentence("4 birds", {"count present: 4 birds"});
    sentence("A black-and-white cat", {"object present: A black-and-white cat"});
    sentence("maybe a dog", {"uncertainty uncertain: maybe a dog"});
    sentence("A running dog.", {"object present: A running dog"});
    sentence("A tall building", {"object present: A tall building"});
    sentence("A black heart.", {"object present: A black heart"});
    sentence("A line of people.", {"object present: A line of people"});
    sentence("No triangle. A circle right of a black heart.",
             {"negation absent: No triangle", "object present: A circle",
              "relation present: right of a black heart", "object present: a black heart"});
    sentence("no dog on the sofa", {"negation absent: no dog on the sofa"});
    // Reports.
    sentence("No pleural effusion or pneumothorax.",
             {"finding absent: No pleural effusion", "finding absent: No | pneumothorax"});
    sentence("possible small nodule in the right upper lobe",
             {"finding uncertain: possible small nodule",
              "laterality uncertain: possible | in the right upper lobe"});
    sentence("No focal consolidation, pleural effusion, or pneumothorax.",
             {"finding absent: No focal consolidation", "finding absent: No | pleural effusion",
              "finding absent: No | pneumothorax"});
    sentence("The heart is enlarged. No effusion.",
             {"finding present: The heart is enlarged", "finding absent: No effusion"});
    sentence("The lungs are clear.", {"finding present: The lungs are clear"});
    sentence("The heart is not enlarged; no effusion.",
             {"finding absent: The heart is not enlarged", "finding absent: no effusion"});
    sentence("Heart size and mediastinal contours are normal. Lungs are clear.",
             {"finding present: Heart size and mediastinal contours are normal",
              "finding present: Lungs are clear"});
    sentence("A small right effusion.",
             {"finding present: A small right effusion", "laterality present: right"});
    sentence("No left pneumothorax.", {"finding absent: No left pneumothorax"});
    sentence("There is severe cardiomegaly. Consolidation.",
             {"finding present: severe cardiomegaly", "finding present: Consolidation"});
    sentence("Consolidation in the lower zone.",
             {"finding present: Consolidation", "anatomy present: in the lower zone"});
    sentence("No mass in the left lung.", {"finding absent: No mass in the left lung"});
    sentence("Pneumothorax is absent.", {"finding absent: Pneumothorax is absent"});
    sentence("A fracture cannot be excluded.",
             {"finding uncertain: A fracture cannot be excluded"});
    sentence(
        "Bibasilar opacities may represent atelectasis.",
        {"finding present: Bibasilar opacities", "finding uncertain: may represent atelectasis"});
    sentence("Findings suspicious for pneumonia.", {"finding uncertain: suspicious for pneumonia"});
    sentence("Pleural effusion is unchanged.",
             {"finding present: Pleural effusion", "comparison present: is unchanged"});
    sentence(
        "Endotracheal tube terminates above the carina.",
        {"finding present: Endotracheal tube", "anatomy present: terminates above the carina"});
    sentence("No pneumothorax is seen.", {"finding absent: No pneumothorax"});
    sentence("There is no evidence of pulmonary oedema.",
             {"finding absent: no evidence of pulmonary oedema"});
    sentence("Multiple rib fractures on the left.",
             {"finding present: Multiple rib fractures", "laterality present: on the left"});
    // Spans count code points, whatever they take in UTF-8 or UTF-16.
    sentence("Ein 🐈 and a café", {"object present: Ein 🐈", "object present: a café"});
    sentence("a 𝔤othic église left of a naïve cat",
             {"object present: a 𝔤othic église", "relation present: left of a naïve cat",
              "object present: a naïve cat"});
    sentence("一只白猫", {"object present: 一只白猫"});
    sentence("   ", {});
    sentence("...", {});
}

void TestClaimRules::claims()
{
    const QString text = QString::fromUtf8(QTest::currentDataTag());
    QFETCH(const QStringList, expected);
    QStringList found;
    for (const FoundClaim& claim : claimsIn(text))
        found.append(line(text, claim));
    QCOMPARE(found, expected);
}

void TestClaimRules::anythingCanBeSplit()
{
    const QStringList pieces{"no",        "not",         "is",  ",",       ".",      "\"",
                             "“",         "”",           "a",   "two",     "or",     "of",
                             "possible",  "right",       "in",  "🐈",       "́",       "lung",
                             "-",         "seen",        "may", "left of", "riding", "effusion",
                             "is absent", "\u0000\u200b"};
    quint32 state = 7;
    for (int round = 0; round < 20'000; ++round) {
        QString text;
        for (int i = 0; i < round % 14; ++i) {
            state = state * 1664525 + 1013904223;
            text += pieces[int(state >> 16) % int(pieces.size())] + (state & 0x800 ? " " : "");
        }
        const int length = int(text.toUcs4().size());
        for (const FoundClaim& claim : claimsIn(text)) {
            QVERIFY2(!claim.spans.empty(), qPrintable(text));
            int from = 0;
            for (const Span& span : claim.spans) {
                QVERIFY2(from <= span.begin && span.begin < span.end && span.end <= length,
                         qPrintable(text));
                from = span.end;
            }
            QVERIFY(std::ranges::find(claimTypes, claim.type.toStdString()) != claimTypes.end());
        }
    }
}

/// The generator knows what its captions say. It leaves articles out, counts what it counts as an
/// object as well, and takes a finding with its place for one claim. So those claims of ours that
/// lie in one of its own, an article or a number aside, must cover it to its end and say the same
/// of its presence.
void TestClaimRules::agreesWithTheTruthOfThePhantoms()
{
    const auto cases =
        explain::readTruth(SOURCE_FOLDER "/resources/demo/truth.jsonl");
    QVERIFY(cases);
    int compared = 0;
    for (const explain::TruthCase& one : *cases)
        for (const explain::TruthCaption& caption : one.captions)
            for (const explain::TruthClaim& truth : caption.claims) {
                const std::string& text = caption.text;
                const QString expected = truth.assertion == explain::Assertion::Absent ? "absent"
                    : truth.assertion == explain::Assertion::Uncertain                 ? "uncertain"
                                                                                       : "present";
                int begin = int(truth.end), end = 0;
                for (const FoundClaim& claim : claimsIn(QString::fromStdString(text))) {
                    const Span span{claim.spans.front().begin, claim.spans.back().end};
                    const auto before =
                        text.substr(std::size_t(span.begin),
                                    std::size_t(std::max(0, int(truth.begin) - span.begin)));
                    const bool inside = std::ranges::count(before, ' ') <= 1
                        && span.end <= truth.end && span.end > truth.begin;
                    if (!inside)
                        continue;
                    begin = std::min(begin, span.begin);
                    end = std::max(end, span.end);
                    QVERIFY2(claim.assertion == expected,
                             qPrintable(line(QString::fromStdString(text), claim)));
                }
                QVERIFY2(begin <= truth.begin + 2 && end == truth.end, text.c_str());
                ++compared;
            }
    QVERIFY(compared > 100);
}

QTEST_APPLESS_MAIN(TestClaimRules)
#include "tst_claim_rules.moc"
