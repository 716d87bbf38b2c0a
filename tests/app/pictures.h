// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QStringList>
#include <QTemporaryDir>

namespace support {

inline bool writeFile(const QString& name, const QByteArray& bytes)
{
    QFile file(name);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

/// A folder of its own with what a command line may be pointed at: picture.png and pixel.png,
/// words.png and empty.png which are none, huge.safetensors whose header claims 2^60 bytes, and the
/// empty folder `nothing`.
class Pictures {
public:
    Pictures()
    {
        QImage picture(40, 30, QImage::Format_RGB888);
        picture.fill(QColor(20, 60, 120));
        QPainter painter(&picture);
        painter.fillRect(8, 6, 12, 10, QColor(230, 40, 30));
        painter.end();
        const quint64 claim = quint64(1) << 60;
        const QByteArray header(reinterpret_cast<const char*>(&claim), sizeof claim);
        m_made = m_folder.isValid() && picture.save(at("picture.png"))
            && picture.copy(0, 0, 1, 1).save(at("pixel.png"))
            && writeFile(at("words.png"), "no picture at all") && writeFile(at("empty.png"), {})
            && writeFile(at("huge.safetensors"), header + "{}")
            && QDir(m_folder.path()).mkdir("nothing");
    }

    bool areMade() const { return m_made; }
    QString folder() const { return m_folder.path(); }
    QString at(const QString& name) const { return m_folder.filePath(name); }

    /// The arguments that explain the picture by the toy network into the folder \p out; no text.
    QStringList explain(const QString& out) const
    {
        return {"explain",  "--network", "toy",   "--image", at("picture.png"),
                "--device", "cpu",       "--out", at(out)};
    }

private:
    QTemporaryDir m_folder;
    bool m_made = false;
};

} // namespace support
