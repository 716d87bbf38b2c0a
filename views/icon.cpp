// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/icon.h"

#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <cmath>

namespace views {
namespace {

QString pathOf(const QString& name)
{
    return ":/studio/icons/" + name + ".svg";
}

// The set's strokes are 2 on a grid of 24; thinner ones sit better beside 13 px letters.
QByteArray readSvg(const QString& name)
{
    QFile file(pathOf(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().replace("stroke-width=\"2\"", "stroke-width=\"1.75\"");
}

QSvgRenderer* renderer(const QString& name)
{
    static QHash<QString, QSvgRenderer*> loaded; // a hundred at most, for the program's life
    auto found = loaded.find(name);
    if (found == loaded.end())
        found = loaded.insert(name, new QSvgRenderer(readSvg(name)));
    return (*found)->isValid() ? *found : nullptr;
}

class IconEngine final : public QIconEngine {
public:
    IconEngine(QString name, QColor Theme::*role) : m_name(std::move(name)), m_role(role) { }

    void paint(QPainter* painter, const QRect& area, QIcon::Mode mode, QIcon::State) override
    {
        const int side = std::min(area.width(), area.height());
        const QRect square(area.x() + (area.width() - side) / 2,
                           area.y() + (area.height() - side) / 2, side, side);
        paintIcon(*painter, square, m_name, colour(mode));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override
    {
        return drawn(size, 1, mode);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        return drawn(size, scale, mode);
    }

    bool isNull() override { return !hasIcon(m_name); }
    QString key() const override { return "studio"; }
    QIconEngine* clone() const override { return new IconEngine(m_name, m_role); }

private:
    // Qt 6.4 hands over the size in device pixels and sets the ratio on what it gets.
    QPixmap drawn(const QSize& deviceSize, qreal, QIcon::Mode mode) const
    {
        return iconPixmap(m_name, std::min(deviceSize.width(), deviceSize.height()), colour(mode),
                          1);
    }

    QColor colour(QIcon::Mode mode) const
    {
        return mode == QIcon::Disabled ? theme().disabled : theme().*m_role;
    }

    QString m_name;
    QColor Theme::*m_role;
};

} // namespace

QIcon icon(const QString& name, QColor Theme::*role)
{
    return QIcon(new IconEngine(name, role));
}

bool hasIcon(const QString& name)
{
    return QFile::exists(pathOf(name));
}

QPixmap iconPixmap(const QString& name, int sizePx, const QColor& colour, double deviceRatio)
{
    const int side = int(std::lround(sizePx * deviceRatio));
    const QString key = QString("studio-icon/%1/%2/%3").arg(name).arg(side).arg(colour.rgba());
    QPixmap drawn;
    if (!QPixmapCache::find(key, &drawn)) {
        drawn = QPixmap(side, side);
        drawn.fill(Qt::transparent);
        QPainter painter(&drawn);
        if (QSvgRenderer* svg = renderer(name))
            svg->render(&painter);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(drawn.rect(), colour);
        painter.end();
        QPixmapCache::insert(key, drawn);
    }
    drawn.setDevicePixelRatio(deviceRatio);
    return drawn;
}

void paintIcon(QPainter& painter, const QRectF& area, const QString& name, const QColor& colour)
{
    const QTransform toDevice = painter.deviceTransform();
    const double scale = std::hypot(toDevice.m11(), toDevice.m12());
    const int side = std::max(1, int(std::lround(area.width() * scale)));
    const QPixmap drawn = iconPixmap(name, side, colour, 1);
    const QPointF corner = toDevice.map(area.topLeft());
    painter.save();
    painter.resetTransform();
    painter.setTransform(painter.deviceTransform().inverted());
    painter.drawPixmap(QPointF(std::round(corner.x()), std::round(corner.y())), drawn);
    painter.restore();
}

} // namespace views
