// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QRegularExpression>

#include <sys/resource.h>

/// The built programs, run as a user runs them.
namespace support {

struct Outcome {
    int code = -1; ///< -1: it crashed or did not end
    QByteArray output, errors;

    /// Exactly one line of the promised form.
    bool hasOneErrorLine() const
    {
        static const QRegularExpression form("\\Agroundscope: error: [^\\n]+: [^\\n]+\\n\\z");
        return form.match(QString::fromUtf8(errors)).hasMatch();
    }
};

inline QString program(const QString& name)
{
    return QCoreApplication::applicationDirPath() + '/' + name;
}

/// \param maxFileBytes no file may grow beyond it; 0: any
inline Outcome run(const QString& name, const QStringList& arguments, rlim_t maxFileBytes = 0)
{
    QProcess process;
    if (maxFileBytes)
        process.setChildProcessModifier([maxFileBytes] {
            const rlimit limit{.rlim_cur = maxFileBytes, .rlim_max = maxFileBytes};
            ::setrlimit(RLIMIT_FSIZE, &limit);
        });
    process.start(program(name), arguments);
    const bool ended = process.waitForFinished(120'000);
    Outcome outcome{.output = process.readAllStandardOutput(),
                    .errors = process.readAllStandardError()};
    if (ended && process.exitStatus() == QProcess::NormalExit)
        outcome.code = process.exitCode();
    return outcome;
}

/// Everything below \p folder, hidden things included, sorted.
inline QStringList namesIn(const QString& folder)
{
    QStringList names =
        QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
    return names;
}

inline QByteArray bytesOf(const QString& file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

} // namespace support
