// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace views {

/// A line of the inspector.
struct InspectorRow {
    enum class Tone { Plain, Good, Caution, Bad };
    QString key;
    QString value;
    QString tooltip;       ///< empty: the whole value, where it is elided
    bool copyable = false; ///< a button copies `tooltip`, or `value` where that is empty
    Tone tone = Tone::Plain;

    bool operator==(const InspectorRow&) const = default;
};

/// A group of lines under a heading.
struct InspectorSection {
    QString id;
    QString icon; ///< name of an icon
    QString title;
    QList<InspectorRow> rows;
    QString note; ///< a sentence below the lines

    bool operator==(const InspectorSection&) const = default;
};

class InspectorGroup;

/// The right dock: sections of keys and values, and widgets that belong to them.
class Inspector final : public QWidget {
    Q_OBJECT
public:
    explicit Inspector(QWidget* parent = nullptr);

    void setSection(const InspectorSection& section); ///< by its id; a new one goes to the end
    void removeSection(const QString& id);
    void setBody(const QString& id, QWidget* body); ///< below the lines of a section; takes it over
    QStringList sectionIds() const;
    void showSection(const QString& id); ///< scrolls to it: the rail's buttons

private:
    InspectorGroup* group(const QString& id) const;

    QScrollArea* m_scroll;
    QVBoxLayout* m_column;
    QList<InspectorGroup*> m_groups;
};

} // namespace views
