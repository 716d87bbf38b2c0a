// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QList>
#include <QWidget>

class QButtonGroup;
class QHBoxLayout;

namespace views {

/// One of several images of a case.
struct StripImage {
    QImage thumbnail; ///< null: not read yet
    QString role;     ///< "main", "prior"
    QString name;     ///< of its file
};

/// The images of a case side by side, the one that is on show marked; hidden where there is just
/// one. A click opens, a right click asks for what else can be done.
class ImageStrip final : public QWidget {
    Q_OBJECT
public:
    explicit ImageStrip(QWidget* parent = nullptr);

    void setImages(const QList<StripImage>& images, int current);
    int count() const;
    int current() const; ///< -1: none

Q_SIGNALS:
    void chosen(int index);
    void menuRequested(int index, QPoint globalPos);

private:
    QHBoxLayout* m_row;
    QButtonGroup* m_buttons;
};

} // namespace views
