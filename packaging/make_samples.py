#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws resources/samples/shapes.png, the picture of the demonstration. Needs Pillow and numpy.

Usage: make_samples.py OUT_FOLDER
"""
import pathlib
import sys

import numpy
from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT, SCALE = 640, 480, 3  # drawn larger, then reduced: smooth edges without a library of its own


def background(random):
    y, x = numpy.mgrid[0 : HEIGHT * SCALE, 0 : WIDTH * SCALE] / (HEIGHT * SCALE)
    light = 0.78 - 0.28 * y + 0.06 * numpy.sin(5 * x + 2 * y)
    floor = y > 0.62
    colour = numpy.where(floor[..., None], [0.66, 0.58, 0.48], [0.72, 0.78, 0.80]) * light[..., None] * 1.25
    colour += random.normal(0, 0.004, colour.shape)
    return Image.fromarray((colour.clip(0, 1) * 255).astype("uint8"))


def shadow(image, box):
    layer = Image.new("L", image.size, 0)
    left, _, right, bottom = (SCALE * v for v in box)
    ImageDraw.Draw(layer).ellipse((left, bottom - 14 * SCALE, right + 26 * SCALE, bottom + 16 * SCALE), fill=120)
    layer = layer.filter(ImageFilter.GaussianBlur(10 * SCALE))
    image.paste(Image.new("RGB", image.size, (40, 34, 30)), mask=layer)


def main():
    random = numpy.random.default_rng(20)
    image = background(random)
    boxes = {"ball": (92, 218, 232, 358), "cube": (392, 196, 532, 336), "cone": (256, 150, 352, 312)}
    for box in boxes.values():
        shadow(image, box)
    draw = ImageDraw.Draw(image)
    scaled = {name: [SCALE * v for v in box] for name, box in boxes.items()}
    draw.ellipse(scaled["ball"], fill=(196, 44, 38))
    left, top, _, _ = scaled["ball"]
    draw.ellipse((left + 78, top + 60, left + 168, top + 138), fill=(226, 102, 92))
    draw.rectangle(scaled["cube"], fill=(38, 84, 178))
    left, top, right, bottom = scaled["cube"]
    for k in range(1, 4):  # stripes: a texture to name
        x = left + k * (right - left) // 4
        draw.rectangle((x - 9, top, x + 9, bottom), fill=(220, 226, 236))
    left, top, right, bottom = scaled["cone"]
    draw.polygon(((left + right) // 2, top, right, bottom, left, bottom), fill=(52, 140, 82))
    image.resize((WIDTH, HEIGHT), Image.LANCZOS).save(
        pathlib.Path(sys.argv[1]) / "shapes.png", optimize=True)


main()
