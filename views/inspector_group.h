// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/inspector.h"

class QLabel;
class QToolButton;

namespace views {

class ElidedLabel;

/// One section of the inspector. New values go into the lines that are there, so that nothing
/// flickers while the pointer moves over an image.
class InspectorGroup final : public QWidget {
    Q_OBJECT
public:
    explicit InspectorGroup(QWidget* parent = nullptr);

    const QString& id() const { return m_section.id; }
    void setSection(const InspectorSection& section);
    void setBody(QWidget* body);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Line {
        QWidget* row;
        ElidedLabel* key;
        ElidedLabel* value;
        QToolButton* copy;
    };
    void addLine();
    void fill(Line& line, const InspectorRow& row);

    InspectorSection m_section;
    QLabel* m_icon;
    QLabel* m_title;
    QVBoxLayout* m_lines;
    QVBoxLayout* m_bodyRoom;
    QLabel* m_note;
    QList<Line> m_made;
};

} // namespace views
