// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/word.h"

#include <QWidget>

class QLabel;
class QListWidget;

namespace views {

/// A concept and what its map says at most.
struct Concept {
    QString name;
    double value = std::numeric_limits<double>::quiet_NaN(); ///< NaN: no result yet
    double z = std::numeric_limits<double>::quiet_NaN();     ///< against the null band; NaN: none
    NullBand nullBand;
};

class ConceptDelegate;

/// The concepts of a case: name, a bar from zero over the hatched null band, value, z. The current
/// row is the concept that the maps show.
class ConceptList final : public QWidget {
    Q_OBJECT
public:
    explicit ConceptList(QWidget* parent = nullptr);

    /// Keeps the current row by its number, and an edit that is going on.
    void setConcepts(QList<Concept> concepts);
    void setRange(double low, double high); ///< of the bars; low is 0 or below
    void setColours(ColourOf colourOf);
    void setCurrent(int row);
    void setCaption(const QString& what); ///< beside the title: "largest patch, null band hatched"

    int current() const; ///< -1: none
    int count() const { return int(m_concepts.size()); }
    QListWidget* rows() const { return m_rows; }
    void add(); ///< opens an empty row for writing (C)

Q_SIGNALS:
    void currentChanged(int row); ///< by a person, never by setCurrent()
    void added(const QString& name);
    void renamed(int row, const QString& name);
    void removed(int row);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void takeEdit(int row, const QString& text);

    QList<Concept> m_concepts;
    QLabel* m_caption;
    QListWidget* m_rows;
    ConceptDelegate* m_delegate;
    bool m_adding = false; ///< an empty row for a new concept stands at the end
};

} // namespace views
