// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace views {

class ElidedLabel;

/// One line above the status bar for what belongs nowhere else. It stays until it is dismissed; an
/// older notice waits behind it.
class NoticeBar final : public QWidget {
    Q_OBJECT
public:
    enum class Level { Notice, Caution, Error };

    explicit NoticeBar(QWidget* parent = nullptr);

    /// The same sentence twice is one notice. \p details are what "Copy details" copies; empty:
    /// there is no such button
    void post(Level level, const QString& sentence, const QString& details = {});
    void dismiss(); ///< the one on show; the next comes forward
    void clear();

    QString shown() const;                              ///< empty: hidden
    int count() const { return int(m_notices.size()); } ///< the one on show and those behind

Q_SIGNALS:
    void dismissed();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Notice {
        Level level;
        QString sentence, details;
    };
    void showFirst();

    QList<Notice> m_notices;
    ElidedLabel* m_sentence;
    QLabel* m_behind;
    QPushButton* m_copy;
    QToolButton* m_close;
};

} // namespace views
