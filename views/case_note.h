// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace views {

/// What there is to learn from a case, in a sentence or two over its panels. It is hidden while
/// there is nothing to say.
class CaseNote final : public QWidget {
    Q_OBJECT
public:
    explicit CaseNote(QWidget* parent = nullptr);

    void setText(const QString& text); ///< empty: none
    QString text() const;

Q_SIGNALS:
    void closed(); ///< by a person: no more of them

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_text;
    QToolButton* m_close;
};

} // namespace views
