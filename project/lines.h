// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace project {

/// The lines of a text file, one after another, without LF or CRLF and without a byte order mark.
class Lines {
public:
    explicit Lines(QByteArrayView bytes)
        : m_rest(bytes.startsWith("\xef\xbb\xbf") ? bytes.sliced(3) : bytes)
    {
    }

    /// The next line that is not blank; false: there is none.
    bool next()
    {
        while (!m_rest.isEmpty()) {
            const qsizetype end = m_rest.indexOf('\n');
            m_line = end < 0 ? m_rest : m_rest.first(end);
            m_rest = end < 0 ? QByteArrayView() : m_rest.sliced(end + 1);
            ++m_number;
            if (m_line.endsWith('\r'))
                m_line.chop(1);
            if (!m_line.trimmed().isEmpty())
                return true;
        }
        return false;
    }

    QByteArrayView text() const { return m_line; }
    int number() const { return m_number; } ///< the first line is 1

private:
    QByteArrayView m_rest, m_line;
    int m_number = 0;
};

} // namespace project
