// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/claims_file.h"

#include "project/claim_line.h"
#include "project/document.h"
#include "project/lines.h"

#include <QHash>

namespace project {
namespace {

/// Of ids that follow from others, so that two projects give the same.
const QUuid readersSpace("{9d3c6bd0-1f1c-5b0e-8f86-5c8d0c3f0a51}");

/// A row of the document or of an earlier line.
template <class T> struct Known {
    T row;
    int line = 0; ///< 0: the document's
    bool isChanged = false;
};

std::string nameOf(const QUuid& id)
{
    return id.toString(QUuid::WithoutBraces).toStdString();
}

std::string placeOf(int line)
{
    return line > 0 ? "on line " + std::to_string(line) : "in the project";
}

using Fault = std::optional<std::string>;

/// Takes lines one by one; what they add is kept until all were good.
class Taker {
public:
    explicit Taker(const Document& document) : m_document(document)
    {
        for (const Reader* reader : document.all<Reader>())
            m_readers.insert(reader->name, {*reader});
    }

    Fault take(ClaimLine line, int number)
    {
        if (const Fault fault = checkPlaces(line))
            return fault;
        if (const Fault fault = takeClaim(line.claim, number))
            return fault;
        for (const Region& region : line.regions)
            if (const Fault fault = takeRegion(region, line.claim.caseId, number))
                return fault;
        return line.hasReading() ? takeReading(line, number) : Fault();
    }

    void into(ClaimsImport& import)
    {
        for (const QString& name : m_newReaders)
            import.edit.insert(m_readers[name].row);
        put(m_newRegions, m_regions, import.edit, import.regions);
        put(m_newClaims, m_claims, import.edit, import.claims);
        for (const Known<Claim>& claim : m_claims)
            if (claim.isChanged)
                import.edit.update(claim.row);
        qint64 position = m_document.nextPosition<Reading>();
        for (Reading& reading : m_newReadings) {
            reading.position = position++;
            import.edit.insert(std::move(reading));
            ++import.readings;
        }
    }

private:
    template <class T>
    void put(const std::vector<QUuid>& ids, QHash<QUuid, Known<T>>& rows, Edit& edit, int& count)
    {
        qint64 position = m_document.nextPosition<T>();
        for (const QUuid& id : ids) {
            T row = std::move(rows[id].row);
            rows.remove(id);
            row.position = position++;
            edit.insert(std::move(row));
            ++count;
        }
    }

    Fault checkPlaces(const ClaimLine& line)
    {
        const Claim& claim = line.claim;
        if (!m_document.find<Case>(claim.caseId))
            return "case: expected one of the project, found " + nameOf(claim.caseId);
        if (const Fault fault = checkImage(claim.image, claim.caseId))
            return fault;
        const Text* const text = m_document.find<Text>(claim.text);
        if (!text || text->caseId != claim.caseId)
            return "text: expected one of the case, found " + nameOf(claim.text);
        const int length = lengthOf(*text);
        for (const Span& span : claim.spans)
            if (span.end > length)
                return "spans: expected them within the " + std::to_string(length)
                    + " code points of the text, found an end at " + std::to_string(span.end);
        return {};
    }

    Fault checkImage(const QUuid& id, const QUuid& caseId) const
    {
        const Image* const image = m_document.find<Image>(id);
        if (image && image->caseId == caseId)
            return {};
        return "image: expected one of the case, found " + nameOf(id);
    }

    int lengthOf(const Text& text)
    {
        const auto known = m_lengths.constFind(text.id);
        if (known != m_lengths.cend())
            return *known;
        return m_lengths[text.id] = int(text.text.toUcs4().size());
    }

    Fault takeClaim(const Claim& claim, int number)
    {
        auto known = m_claims.find(claim.id);
        if (known == m_claims.end()) {
            const Claim* const there = m_document.find<Claim>(claim.id);
            known = m_claims.insert(claim.id, {there ? *there : claim, there ? 0 : number});
            if (!there)
                m_newClaims.push_back(claim.id);
        }
        const Claim& first = known->row;
        const bool isSame = claim.caseId == first.caseId && claim.image == first.image
            && claim.text == first.text && claim.spans == first.spans && claim.type == first.type
            && claim.assertion == first.assertion;
        if (!isSame)
            return "claim: expected what " + nameOf(claim.id) + " is " + placeOf(known->line)
                + ", found another case, image, text, span, type or assertion";
        return takeOther(claim.other, *known);
    }

    /// Keys that we do not know belong to the claim: its lines may each bring some.
    static Fault takeOther(const nlohmann::json& other, Known<Claim>& claim)
    {
        for (const auto& [key, value] : other.items()) {
            const auto there = claim.row.other.find(key);
            if (there == claim.row.other.end()) {
                claim.row.other[key] = value;
                claim.isChanged = true;
            } else if (*there != value) {
                return key + ": expected what the claim has " + placeOf(claim.line)
                    + ", found another value";
            }
        }
        return {};
    }

    Fault takeRegion(const Region& region, const QUuid& caseId, int number)
    {
        if (const Fault fault = checkImage(region.image, caseId))
            return "region " + nameOf(region.id) + ": " + *fault;
        auto known = m_regions.find(region.id);
        if (known == m_regions.end()) {
            const Region* const there = m_document.find<Region>(region.id);
            known = m_regions.insert(region.id, {there ? *there : region, there ? 0 : number});
            if (!there)
                m_newRegions.push_back(region.id);
        }
        const Region& first = known->row;
        if (region.image == first.image && region.frame == first.frame
            && region.shape == first.shape)
            return {};
        return "region " + nameOf(region.id) + ": expected what it is " + placeOf(known->line)
            + ", found another image or shape";
    }

    QUuid readerId(const std::optional<QString>& name)
    {
        if (!name)
            return {};
        if (const auto known = m_readers.constFind(*name); known != m_readers.cend())
            return known->row.id;
        QUuid id = QUuid::createUuidV5(readersSpace, *name);
        if (m_document.find<Reader>(id))
            id = QUuid::createUuid(); // that reader has another name by now
        const qint64 position = m_document.nextPosition<Reader>() + qint64(m_newReaders.size());
        m_readers.insert(*name, {{.id = id, .position = position, .name = *name}});
        m_newReaders.push_back(*name);
        return id;
    }

    Fault takeReading(const ClaimLine& line, int number)
    {
        Reading reading = line.reading;
        reading.claim = line.claim.id;
        reading.reader = readerId(line.reader);
        reading.id = QUuid::createUuidV5(reading.claim, reading.reader.toString());
        const auto both = std::make_pair(reading.claim, reading.reader);
        const std::string whose =
            line.reader ? "reader " + line.reader->toStdString() : "a line without a reader";
        if (const auto earlier = m_readings.constFind(both); earlier != m_readings.cend())
            return "claim: expected one line of it for " + whose + ", found another "
                + placeOf(*earlier);
        m_readings.insert(both, number);
        for (const Reading* there : m_document.readingsOf(reading.claim)) {
            if (there->reader != reading.reader)
                continue;
            reading.id = there->id;
            reading.position = there->position;
            if (reading == *there)
                return {};
            return "claim: expected what " + whose + " says in the project, found another reading";
        }
        if (m_document.find<Reading>(reading.id))
            reading.id = QUuid::createUuid();
        m_newReadings.push_back(std::move(reading));
        return {};
    }

    const Document& m_document;
    QHash<QString, Known<Reader>> m_readers;
    QHash<QUuid, Known<Claim>> m_claims;
    QHash<QUuid, Known<Region>> m_regions;
    QHash<std::pair<QUuid, QUuid>, int> m_readings; ///< claim and reader: its line
    QHash<QUuid, int> m_lengths;                    ///< of texts, in code points
    std::vector<QString> m_newReaders;
    std::vector<QUuid> m_newClaims, m_newRegions;
    std::vector<Reading> m_newReadings;
};

Fault takeLine(const Lines& lines, Taker& taker)
{
    const QByteArrayView text = lines.text();
    if (!QUtf8StringView(text).isValidUtf8())
        return "expected UTF-8, found other bytes";
    auto line = readClaimLine({text.data(), std::size_t(text.size())});
    return line ? taker.take(*std::move(line), lines.number()) : Fault(line.error().message);
}

} // namespace

ClaimsImport importClaims(const Document& document, const QByteArray& bytes)
{
    ClaimsImport import{.edit = Edit(document)};
    Taker taker(document);
    for (Lines lines(bytes); lines.next(); ++import.lines)
        if (Fault fault = takeLine(lines, taker))
            import.faults.push_back({lines.number(), *std::move(fault)});
    if (import.faults.empty())
        taker.into(import);
    return import;
}

QByteArray exportClaims(const Document& document)
{
    QByteArray bytes;
    for (const Claim* claim : document.all<Claim>()) {
        const std::vector<const Reading*> readings = document.readingsOf(claim->id);
        if (readings.empty())
            bytes.append(writeClaimLine({.claim = *claim}) + '\n');
        for (const Reading* reading : readings) {
            ClaimLine line{.claim = *claim, .reading = *reading};
            if (const Reader* reader = document.find<Reader>(reading->reader))
                line.reader = reader->name;
            for (const QUuid& id : reading->regions)
                if (const Region* region = document.find<Region>(id))
                    line.regions.push_back(*region);
            bytes.append(writeClaimLine(line) + '\n');
        }
    }
    return bytes;
}

} // namespace project
