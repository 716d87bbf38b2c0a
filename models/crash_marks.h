// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QString>

namespace models {

/// Remembers which libraries ended the program while they were being opened: a mark is written
/// before, and taken away after. A mark whose program is gone is the record of a crash; it holds
/// until the library's size or time changes.
class CrashMarks final {
public:
    /// \param folder where marks lie; empty: none are kept
    explicit CrashMarks(QString folder);

    bool crashed(const QString& file) const { return m_crashed.contains(file); }
    void forget(const QString& file); ///< it may be tried again

    /// Marks \p file as being opened for as long as it lives.
    class Opening final {
    public:
        Opening(const CrashMarks& marks, const QString& file);
        ~Opening();
        Opening(const Opening&) = delete;
        Opening& operator=(const Opening&) = delete;

    private:
        QString m_mark;
    };

private:
    QString m_folder;
    QSet<QString> m_crashed; ///< libraries, by path
};

} // namespace models
