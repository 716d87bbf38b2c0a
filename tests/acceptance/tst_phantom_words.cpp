// SPDX-License-Identifier: GPL-3.0-or-later
// Which words of false captions are blamed, on scenes of which everything is known, by a small
// network that was trained on such scenes.
#include "explain/apply.h"
#include "explain/metrics/ranking.h"
#include "explain/metrics/words.h"
#include "explain/truth.h"
#include "models/image_file.h"
#include "models/network_loader.h"
#include "models/places.h"

#include <QTest>

#include <ATen/ATen.h>

#include <iostream>
#include <map>

namespace {

const QString shared = QString(SOURCE_FOLDER) + "/../shared/";

/// 1: the figures of the help pages.
constexpr std::size_t everyNth = 3;

using Words = std::vector<explain::JudgedWord>;

/// How well wrong words are told from right ones: 1 always, 0.5 by chance.
double aurocOf(const Words& words)
{
    std::vector<double> scores;
    std::vector<uint8_t> wrong;
    for (const explain::JudgedWord& word : words) {
        scores.push_back(word.suspicion);
        wrong.push_back(word.isWrong);
    }
    return explain::Ranking(scores, wrong).auroc();
}

} // namespace

class TestPhantomWords : public QObject {
    Q_OBJECT

    models::NetworkPointer m_network;
    std::vector<explain::TruthCase> m_cases;

    /// The words of all foils by domain and kind of mistake: a wrong "no" is "negation: no", a
    /// thing that should have one "negation: a".
    std::map<std::string, Words> judged(const std::string& id,
                                        const std::map<std::string, std::string>& knobs) const
    {
        const explain::Method* const method = explain::findMethod(id);
        std::map<std::string, Words> groups;
        for (const explain::TruthCase& truth : m_cases) {
            const auto image = models::readImage(shared + "data/phantom-scenes/"
                                                 + QString::fromStdString(truth.image));
            explain::Context context{
                .samples = {{.image = image->pixels, .pixelsSha256 = image->pixelsSha256}},
                .networks = {{"network", m_network}},
                .parameters = explain::Parameters(method->info().parameters)};
            for (const auto& [key, value] : knobs)
                context.parameters.set(key, value);
            for (const explain::TruthFoil& foil : truth.foils)
                context.samples[0].texts.push_back({foil.text});
            const auto results = explain::apply(*method, context);
            TORCH_CHECK(results && results->size() == truth.foils.size(), id);
            for (std::size_t i = 0; i < truth.foils.size(); ++i)
                add(truth, truth.foils[i], results->at(i), groups);
        }
        return groups;
    }

    static void add(const explain::TruthCase& truth, const explain::TruthFoil& foil,
                    const explain::Explanation& result, std::map<std::string, Words>& groups)
    {
        const at::Tensor values =
            std::get<explain::WordScores>(result.kind).values.to(at::kDouble).contiguous();
        const double* const first = values.const_data_ptr<double>();
        const Words words =
            explain::judge(explain::wordsOf(foil.text), {first, first + values.numel()},
                           {foil.begin, foil.end}, explain::wrongClaim(truth, foil));
        const bool isNegation = foil.type == "negation";
        const std::string direction = foil.original == "no" ? ": a" : ": no";
        for (const std::string& group :
             {foil.type, isNegation ? foil.type + direction : std::string("others")}) {
            Words& all = groups[truth.domain + ' ' + group];
            all.insert(all.end(), words.begin(), words.end());
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString checkpoint = shared + "checkpoints/phantom-prototype";
        if (!QFileInfo::exists(checkpoint))
            QSKIP("no ../shared/checkpoints/phantom-prototype");
        models::PluginList plugins(models::findPlugins(models::pluginFolders()), {});
        const auto network = models::loadNetwork(plugins, {.path = checkpoint});
        QVERIFY2(network, network ? "" : network.error().message.c_str());
        m_network = *network;
        const auto cases =
            explain::readTruth((shared + "data/phantom-scenes/truth.jsonl").toStdString());
        QVERIFY2(cases, cases ? "" : cases.error().message.c_str());
        for (std::size_t i = 0; i < cases->size(); i += everyNth)
            m_cases.push_back(cases->at(i));
    }

    void aWrongNoIsBlamedItself()
    {
        const auto gradient = judged("clip4dm", {{"template", ""}});
        const auto deletion = judged("word-loo", {{"variant", "deletion"}});
        const auto turned = judged("word-loo", {});
        std::cout << "AUROC of wrong words: clip4dm, word-loo deletion, word-loo\n";
        for (const auto& [group, words] : turned)
            std::cout << "  " << group << ": " << aurocOf(gradient.at(group)) << ' '
                      << aurocOf(deletion.at(group)) << ' ' << aurocOf(words) << '\n';
        for (const std::string domain : {"shapes", "chest"}) {
            const std::string no = domain + " negation: no", others = domain + " others";
            QVERIFY(aurocOf(gradient.at(no)) < 0.2); // the failure that caveats speak of
            QVERIFY(aurocOf(turned.at(no)) > 0.8);
            QVERIFY(aurocOf(turned.at(no)) > aurocOf(deletion.at(no)));
            QVERIFY(aurocOf(turned.at(others)) > 0.85);
        }
    }
};

QTEST_MAIN(TestPhantomWords)
#include "tst_phantom_words.moc"
