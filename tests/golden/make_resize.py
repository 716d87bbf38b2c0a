# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes resize.safetensors: what Pillow makes of a picture that needs no file.

Needs pillow and numpy:  python make_resize.py
A tensor's name says <filter>.<height>x<width>.<new height>x<new width>; [h, w, 3] uint8. "classic"
is Image.resize() along the rows and then along the columns; "pillow" is a single call where that
gives something else: the order of the two changed in Pillow 13.
"""
import json
import pathlib
import struct

import numpy
import PIL
from PIL import Image

FILTERS = {"nearest": 0, "lanczos": 1, "bilinear": 2, "bicubic": 3, "box": 4, "hamming": 5}
SIZES = [((23, 31), (9, 7)), ((23, 31), (25, 12)), ((11, 5), (11, 13)), ((60, 9), (8, 7)), ((1, 1), (3, 4)), ((3, 90), (7, 40))]


def picture(height, width):
    y, x, c = numpy.mgrid[0:height, 0:width, 0:3]
    return ((x * 37 + y * 101 + c * 53 + (x * y) % 7 * 29 + (x // 4 + y // 3) % 2 * 128) % 256).astype(numpy.uint8)


def write(path, tensors, metadata):
    header, at = {"__metadata__": metadata}, 0
    for name, tensor in sorted(tensors.items()):
        header[name] = {"dtype": "U8", "shape": list(tensor.shape), "data_offsets": [at, at + tensor.size]}
        at += tensor.size
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(t.tobytes() for _, t in sorted(tensors.items())))


tensors = {}
for name, code in FILTERS.items():
    for (height, width), (newHeight, newWidth) in SIZES:
        image = Image.fromarray(picture(height, width))
        key = f"{name}.{height}x{width}.{newHeight}x{newWidth}"
        classic = numpy.asarray(image.resize((newWidth, height), code).resize((newWidth, newHeight), code))
        single = numpy.asarray(image.resize((newWidth, newHeight), code))
        tensors[f"classic.{key}"] = classic
        if numpy.any(single != classic):
            tensors[f"pillow.{key}"] = single
write(pathlib.Path(__file__).parent / "resize.safetensors", tensors, {"pillow": PIL.__version__})
