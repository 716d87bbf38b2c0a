// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/photo.h"

#include <QHash>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace views {
namespace {

using Levels = std::vector<QImage>;

constexpr int smallestSide = 64;
constexpr double truePixelsFrom = 2; // device pixels an image pixel

std::shared_ptr<const Levels> build(const QImage& image)
{
    auto levels = std::make_shared<Levels>();
    levels->push_back(image.convertToFormat(
        image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32));
    while (std::max(levels->back().width(), levels->back().height()) > 2 * smallestSide) {
        const QSize half = (levels->back().size() / 2).expandedTo({1, 1});
        levels->push_back(
            levels->back().scaled(half, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    }
    return levels;
}

// Panels show the same image side by side; its halves are made once. [gui thread]
std::shared_ptr<const Levels> shared(const QImage& image)
{
    static QHash<qint64, std::weak_ptr<const Levels>> known;
    known.removeIf([](const auto& entry) { return entry.value().expired(); });
    std::shared_ptr<const Levels> levels = known.value(image.cacheKey()).lock();
    if (!levels) {
        levels = build(image);
        known.insert(image.cacheKey(), levels);
    }
    return levels;
}

} // namespace

Photo::Photo(const QImage& image) : m_levels(image.isNull() ? nullptr : shared(image))
{
}

QSize Photo::size() const
{
    return m_levels ? m_levels->front().size() : QSize();
}

const QImage& Photo::image() const
{
    static const QImage none;
    return m_levels ? m_levels->front() : none;
}

QRgb Photo::pixel(QPoint imagePx) const
{
    return image().valid(imagePx) ? image().pixel(imagePx) : qRgba(0, 0, 0, 0);
}

void Photo::draw(QPainter& painter, const QRectF& target, const QRectF& source) const
{
    if (isNull() || target.isEmpty() || source.isEmpty())
        return;
    const double scale = target.width() / source.width();
    // The smallest level that still has a pixel for each of the device's.
    std::size_t level = 0;
    while (level + 1 < m_levels->size()
           && double((*m_levels)[level + 1].width()) / size().width() >= scale)
        ++level;
    const QImage& picture = (*m_levels)[level];
    const double sx = double(picture.width()) / size().width();
    const double sy = double(picture.height()) / size().height();
    const QRectF part(source.x() * sx, source.y() * sy, source.width() * sx, source.height() * sy);
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, scale < truePixelsFrom);
    painter.drawImage(target, picture, part);
    painter.restore();
}

} // namespace views
