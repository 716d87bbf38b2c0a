// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/document.h"
#include "views/region_shape.h"

#include <QHash>

namespace app {

/// What readers do to the claims of a picture. Every act is one named step of the document. It
/// knows which claim is current and what its reader has seen, and no widget. [gui thread]
class Annotation final : public QObject {
    Q_OBJECT
public:
    explicit Annotation(project::Document& document, QObject* parent = nullptr);

    project::Document& document() const { return m_document; }

    // Where the reader is.
    void open(const QUuid& caseId, const QUuid& image); ///< null: none
    const QUuid& caseId() const { return m_case; }
    const QUuid& image() const { return m_image; }
    std::vector<const project::Claim*> claims() const; ///< of the open picture, in their order
    std::vector<const project::Text*> texts() const;   ///< captions of the open case
    int numberOf(const QUuid& claim) const;            ///< from 1; 0: none of these
    const project::Claim* current() const;             ///< null: none
    void setCurrent(const QUuid& claim);               ///< its reading begins to count
    void step(int by, bool openOnly);  ///< to the next claim, or to the next that is not locked
    const project::Text* text() const; ///< of the current claim, or the one that was shown last
    void showText(const QUuid& text);

    // Readers. They are no steps of the history.
    QUuid reader() const; ///< who sits here; null: nobody said
    void addReader(const QString& name);
    void setReader(const QUuid& reader);
    const project::Reading* readingOf(const QUuid& claim) const; ///< this reader's; null: none
    bool isLocked(const QUuid& claim) const;                     ///< by this reader

    // Blind first.
    bool isBlindFirst() const { return m_blindFirst; }
    void setBlindFirst(bool blind);
    bool isMachineHidden() const; ///< it must not be shown: nor scores, nor coloured words
    void notePeeked();            ///< the reader went where nothing is hidden
    QString lockObstacle() const; ///< why the current claim cannot be locked; empty: it can

    // Claims.
    void split();                                            ///< the text that is shown
    void makeClaim(const std::vector<project::Span>& spans); ///< of the text that is shown
    void removeClaim(const QUuid& claim);
    void setType(const QString& type);
    void setAssertion(const QString& assertion);

    // The reading of the current claim. The same verdict or severity again takes it back.
    void setVerdict(const QString& verdict);
    void setSeverity(int severity);
    void setConfidence(std::optional<double> confidence);
    void setCorrection(const QString& text);
    void setComment(const QString& text);
    void toggleFlag();
    void lock();
    void reopen(); ///< a locked one; from then on it is assisted: the machine was seen

    // Regions. Without a current claim they belong to the picture alone.
    QUuid addRegion(const views::Shape& shape);
    QUuid addMask(const views::Shape& mask, const nlohmann::json& machine); ///< of a panel
    void changeRegion(const QUuid& region, const views::Shape& after);
    void removeRegion(const QUuid& region);
    void link(const QUuid& region);          ///< to the current claim
    void unlink(const QUuid& region);        ///< from it
    bool isFixed(const QUuid& region) const; ///< somebody's locked reading rests on it

    void setClock(std::function<QDateTime()> clock) { m_clock = std::move(clock); }

Q_SIGNALS:
    void changed();                        ///< rows, reader, current claim or what may be shown
    void refused(const QString& sentence); ///< why nothing was done

private:
    QString stamp() const; ///< now, as the rows write it
    bool commit(const QString& name, const project::Edit& edit);
    QUuid ensureReader(project::Edit& edit);
    /// The reading of the current claim to be changed, begun if it is new. Nothing: there is no
    /// claim, or it is locked, which was told.
    std::optional<project::Reading> reading(project::Edit& edit);
    std::optional<project::Reading> readingForEvidence(project::Edit& edit, const QUuid& region);
    void put(project::Edit& edit, const project::Reading& reading);
    bool changeReading(const std::function<QString(project::Reading&)>& change);
    bool commitAs(const QUuid& who, const QString& name, const project::Edit& edit);
    QUuid insertRegion(const views::Shape& shape, const QString& what,
                       const nlohmann::json& machine);
    void noteSeen();
    bool hasSeen(const QUuid& claim) const;
    QString seenKey(const QUuid& claim) const;

    project::Document& m_document;
    QUuid m_case, m_image, m_claim, m_text;
    bool m_blindFirst = true;
    QHash<QString, QString> m_begun; ///< when this reader first met a claim
    std::function<QDateTime()> m_clock;
};

/// "claim 3"; of the claims of its picture.
QString claimName(const Annotation& annotation, const QUuid& claim);

/// Regions that came when the machine had been seen already: Claim::other under "assisted".
bool isAssisted(const project::Claim& claim, const QUuid& region);

} // namespace app
