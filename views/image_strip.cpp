// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/image_strip.h"

#include "views/icon.h"
#include "views/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

namespace views {
namespace {

constexpr QSize picture{28, 21};

} // namespace

ImageStrip::ImageStrip(QWidget* parent)
    : QWidget(parent), m_row(new QHBoxLayout), m_buttons(new QButtonGroup(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metric::space2, metric::space1, metric::space2, metric::space1);
    m_row->setSpacing(metric::space1);
    row->addLayout(m_row);
    row->addStretch(1);
    setAccessibleName("Images of the case");
    hide();
    connect(m_buttons, &QButtonGroup::idClicked, this, &ImageStrip::chosen);
}

void ImageStrip::setImages(const QList<StripImage>& images, int current)
{
    while (m_buttons->buttons().size() > images.size()) {
        QAbstractButton* last = m_buttons->buttons().constLast();
        m_buttons->removeButton(last);
        last->deleteLater();
    }
    for (int i = 0; i < images.size(); ++i) {
        auto* button = qobject_cast<QToolButton*>(m_buttons->button(i));
        if (!button) {
            button = new QToolButton;
            button->setCheckable(true);
            button->setAutoRaise(true);
            button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
            button->setIconSize(picture);
            button->setFocusPolicy(Qt::TabFocus);
            button->setContextMenuPolicy(Qt::CustomContextMenu);
            connect(
                button, &QWidget::customContextMenuRequested, this,
                [this, i, button](QPoint at) { Q_EMIT menuRequested(i, button->mapToGlobal(at)); });
            m_row->addWidget(button);
            m_buttons->addButton(button, i);
        }
        const StripImage& image = images[i];
        button->setText(image.role);
        button->setToolTip(image.name);
        button->setAccessibleName(QStringLiteral("%1: %2").arg(image.role, image.name));
        button->setIcon(image.thumbnail.isNull() ? icon("image")
                                                 : QIcon(QPixmap::fromImage(image.thumbnail)));
        button->setChecked(i == current);
    }
    setVisible(images.size() > 1);
}

int ImageStrip::count() const
{
    return int(m_buttons->buttons().size());
}

int ImageStrip::current() const
{
    return m_buttons->checkedId();
}

} // namespace views
