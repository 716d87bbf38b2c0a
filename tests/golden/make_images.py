#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/golden/images: one small picture in every format and mode, and what each must show.

What Pillow writes is expected as Pillow reads it, upright and converted to RGB. Deep, tiled and
planar files are written here, sample by sample, and expected by numpy's percentiles and the rule
floor(clip((x - low) / (high - low), 0, 1) * 255 + 0.5).

    python3 tests/golden/make_images.py     (needs Pillow and numpy; the tests do not)
"""
import json
import pathlib
import struct
import zlib

import numpy as np
from PIL import Image, ImageOps

FOLDER = pathlib.Path(__file__).parent / "images"
WIDTH, HEIGHT = 23, 14  # odd, so that rows are padded and tiles are cut
expected = {}


def picture():
    """RGB, no two corners alike: a wrong turn, a swapped channel or a shifted row shows."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    red = 250 * x / (WIDTH - 1)
    green = 240 * y / (HEIGHT - 1)
    blue = 128 + 100 * np.sin(x / 3.0) * np.cos(y / 4.0)
    rgb = np.stack([red, green, blue], -1).astype(np.uint8)
    rgb[2:6, 3:8] = (255, 0, 0)
    rgb[8:12, 14:20] = (0, 0, 255)
    return rgb


def note(name, rgb, tolerance=0, **more):
    rgb = np.ascontiguousarray(rgb, np.uint8)
    expected[name] = dict(width=rgb.shape[1], height=rgb.shape[0], tolerance=tolerance,
                          rgb=rgb.tobytes().hex(), **more)


def by_pillow(name, image, tolerance=0, orientation=1, pages=1, **options):
    image.copy().save(FOLDER / name, **options)  # a copy: saving leaves settings in the image
    with Image.open(FOLDER / name) as saved:
        note(name, np.asarray(ImageOps.exif_transpose(saved).convert("RGB")), tolerance,
             orientation=orientation, pages=pages)


def windowed(samples, low, high):
    shown = np.floor(np.clip((samples.astype(np.float64) - low) / (high - low), 0, 1) * 255 + 0.5)
    return np.repeat(shown[..., None], 3, -1) if shown.ndim == 2 else shown


def note_deep(name, samples, invert=False):
    finite = samples[np.isfinite(samples)].astype(np.float64)
    low, high = np.percentile(finite, 0.5), np.percentile(finite, 99.5)
    shown = windowed(np.nan_to_num(samples.astype(np.float64), nan=-1e30, posinf=1e30,
                                   neginf=-1e30), low, high)
    note(name, 255 - shown if invert else shown, window=[low, high])


def png(name, samples, colour_type, bits, interlaced=False):
    """Any PNG without a palette; Adam7 where interlaced."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
              (0, 1, 1, 2)] if interlaced else [(0, 0, 1, 1)]
    rows = b""
    for left, top, across, down in passes:
        part = samples[top::down, left::across].astype(">u2" if bits == 16 else "u1")
        if part.size:
            rows += b"".join(b"\0" + row.tobytes() for row in part)
    header = struct.pack(">IIBBBBB", samples.shape[1], samples.shape[0], bits, colour_type, 0, 0,
                         int(interlaced))
    (FOLDER / name).write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
                                + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def tiff(name, samples, photometric, tile=0, planar=False, extra=None, orientation=1, order="<"):
    """An uncompressed TIFF: [H, W] or [H, W, C], one strip (a plane), or tiles."""
    samples = samples[..., None] if samples.ndim == 2 else samples
    height, width, channels = samples.shape
    kind = {"u": 1, "i": 2, "f": 3}[samples.dtype.kind]
    samples = samples.astype(samples.dtype.newbyteorder(order))
    planes = [samples[..., c:c + 1] for c in range(channels)] if planar else [samples]
    blocks = []
    for plane in planes:
        if not tile:
            blocks.append(plane.tobytes())
            continue
        padded = np.zeros((-(-height // tile) * tile, -(-width // tile) * tile, plane.shape[2]),
                          samples.dtype)
        padded[:height, :width] = plane
        blocks += [padded[y:y + tile, x:x + tile].tobytes()
                   for y in range(0, height, tile) for x in range(0, width, tile)]
    offsets = list(8 + np.cumsum([0] + [len(b) for b in blocks])[:-1])
    short, long = 3, 4
    tags = [(256, long, [width]), (257, long, [height]),
            (258, short, [samples.dtype.itemsize * 8] * channels), (259, short, [1]),
            (262, short, [photometric]), (274, short, [orientation]), (277, short, [channels]),
            (284, short, [2 if planar else 1]), (339, short, [kind] * channels)]
    sizes = [len(b) for b in blocks]
    tags += [(322, long, [tile]), (323, long, [tile]), (324, long, offsets), (325, long, sizes)] \
        if tile else [(273, long, offsets), (278, long, [height]), (279, long, sizes)]
    if extra is not None:
        tags.append((338, short, [extra]))
    directory_at = 8 + sum(sizes)
    spill_at = directory_at + 2 + 12 * len(tags) + 4
    entries, spill = b"", b""
    for tag, type_, values in sorted(tags):
        packed = struct.pack(f"{order}{len(values)}{'H' if type_ == short else 'I'}", *values)
        if len(packed) > 4:
            place = struct.pack(order + "I", spill_at + len(spill))
            spill += packed
        else:
            place = packed.ljust(4, b"\0")
        entries += struct.pack(order + "HHI", tag, type_, len(values)) + place
    head = (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, directory_at)
    (FOLDER / name).write_bytes(head + b"".join(blocks) + struct.pack(order + "H", len(tags)) + entries
                                + struct.pack(order + "I", 0) + spill)


def with_pillow(rgb):
    image, grey = Image.fromarray(rgb), Image.fromarray(rgb).convert("L")
    alpha = Image.fromarray((np.indices((HEIGHT, WIDTH)).sum(0) % 3 * 127).astype(np.uint8))
    rgba = image.copy()
    rgba.putalpha(alpha)
    grey_alpha = grey.copy()
    grey_alpha.putalpha(alpha)
    palette = image.quantize(16)
    cmyk = image.convert("CMYK")

    by_pillow("rgb.png", image)
    by_pillow("grey.png", grey)
    by_pillow("rgba.png", rgba)
    by_pillow("grey_alpha.png", grey_alpha)
    by_pillow("palette_transparent.png", palette, transparency=3)
    by_pillow("bilevel.png", image.convert("1"))
    by_pillow("rgb.jpg", image, tolerance=2, quality=95)
    by_pillow("subsampled_progressive.jpg", image, tolerance=2, quality=90, subsampling=2,
              progressive=True)
    by_pillow("grey.jpg", grey, tolerance=2, quality=95)
    by_pillow("cmyk.jpg", cmyk, tolerance=2, quality=95)
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        by_pillow(f"exif_{orientation}.jpg", image, tolerance=2, orientation=orientation, quality=95,
                  exif=exif)
        if orientation == 6:
            by_pillow("exif_6.png", image, orientation=6, exif=exif)
            by_pillow("exif_6.webp", image, orientation=6, exif=exif, lossless=True)
    by_pillow("rgb_lzw.tif", image, compression="tiff_lzw")
    by_pillow("rgb_deflate.tif", image, compression="tiff_adobe_deflate")
    by_pillow("palette.tif", palette)
    by_pillow("cmyk.tif", cmyk, compression="tiff_lzw")
    by_pillow("bilevel_group4.tif", image.convert("1"), compression="group4")
    by_pillow("ycbcr_jpeg.tif", image, tolerance=2, compression="jpeg", quality=95)
    by_pillow("three_pages.tif", image, pages=3, save_all=True, append_images=[grey, rgba])
    by_pillow("rgb.bmp", image)
    by_pillow("palette.bmp", palette)
    by_pillow("rgb_lossless.webp", image, lossless=True)
    by_pillow("alpha_lossless.webp", rgba, lossless=True, exact=True)
    by_pillow("rgb_lossy.webp", image, tolerance=2, quality=95)
    by_pillow("two_frames.gif", palette, pages=2, save_all=True,
              append_images=[image.transpose(Image.Transpose.ROTATE_180).quantize(16)])


def by_hand(rgb):
    luma = np.asarray(Image.fromarray(rgb).convert("L")).astype(np.int64)
    ramp = (luma * 201 + np.arange(WIDTH) * 7).astype(np.uint16)  # no multiples of 257
    colours16 = (rgb.astype(np.uint32) * 131 + 77).astype(np.uint16)

    png("grey16.png", ramp[..., None], colour_type=0, bits=16)
    note_deep("grey16.png", ramp)
    png("rgb16.png", colours16, colour_type=2, bits=16)
    note_deep("rgb16.png", colours16)
    png("interlaced.png", rgb, colour_type=2, bits=8, interlaced=True)
    note("interlaced.png", rgb)

    grey_white, grey_black, colour, inks = 0, 1, 2, 5
    tiff("grey16.tif", ramp, grey_black)
    note_deep("grey16.tif", ramp)
    tiff("grey16_big_endian_white_is_0.tif", ramp, grey_white, order=">")
    note_deep("grey16_big_endian_white_is_0.tif", ramp, invert=True)
    signed = (luma * 200 - 20000).astype(np.int16)
    tiff("signed16.tif", signed, grey_black)
    note_deep("signed16.tif", signed)
    unit = (luma / 255).astype(np.float32)
    unit[0, 0], unit[5, 5], unit[7, 7] = np.nan, np.inf, -np.inf
    tiff("float32_not_finite.tif", unit, grey_black)
    note_deep("float32_not_finite.tif", unit)
    tiff("float64_tiled.tif", luma / 7.0, grey_black, tile=16)
    note_deep("float64_tiled.tif", (luma / 7.0).astype(np.float32))
    tiff("float16.tif", (luma / 64).astype(np.float16), grey_black)
    note_deep("float16.tif", (luma / 64).astype(np.float16))
    tiff("rgb16_planar.tif", colours16, colour, planar=True)
    note_deep("rgb16_planar.tif", colours16)
    tiff("grey_white_is_0.tif", luma.astype(np.uint8), grey_white)
    note("grey_white_is_0.tif", np.repeat(255 - luma[..., None], 3, -1))
    tiff("rgb_tiled.tif", rgb, colour, tile=16)
    note("rgb_tiled.tif", rgb)
    tiff("rgb_planar_tiled.tif", rgb, colour, tile=16, planar=True)
    note("rgb_planar_tiled.tif", rgb)
    tiff("orientation_8.tif", rgb, colour, orientation=8)
    note("orientation_8.tif", np.rot90(rgb), orientation=8)
    alpha = np.full((HEIGHT, WIDTH, 1), 128, np.uint8)
    straight, associated = 2, 1
    tiff("alpha_straight.tif", np.concatenate([rgb, alpha], -1), colour, extra=straight)
    note("alpha_straight.tif", rgb)
    halved = (rgb.astype(np.uint16) * 128 // 255).astype(np.uint8)
    tiff("alpha_associated.tif", np.concatenate([halved, alpha], -1), colour, extra=associated)
    note("alpha_associated.tif", np.minimum(halved.astype(np.uint16) * 255 // 128, 255))
    tiff("cmyk16.tif", np.asarray(Image.fromarray(rgb).convert("CMYK")).astype(np.uint16) * 257, inks)
    note("cmyk16.tif", np.asarray(Image.fromarray(rgb).convert("CMYK").convert("RGB")))


def main():
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    with_pillow(picture())
    by_hand(picture())
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in expected.items())
    (FOLDER / "expected.json").write_text("{\n" + lines + "\n}\n")


if __name__ == "__main__":
    main()
