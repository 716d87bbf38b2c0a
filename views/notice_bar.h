// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

namespace views {

/// One line above the status bar for what belongs nowhere else. It stays until it is dismissed; a
/// second notice waits behind the first.
class NoticeBar final : public QWidget {
    Q_OBJECT
public:
    enum class Level { Notice, Caution, Error };

    using QWidget::QWidget;

    /// \p details are what "Copy details" copies; empty: \p sentence
    void post(Level level, const QString& sentence, const QString& details = {});
    void dismiss(); ///< the one on show; the next comes forward
    void clear();

    QString shown() const; ///< empty: hidden
    int count() const;     ///< the one on show and those behind

Q_SIGNALS:
    void dismissed();
};

} // namespace views
