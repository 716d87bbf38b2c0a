# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints what transformers says of the golden picture and of two texts for clip_tiny/huggingface.

    python make_golden_vectors.py clip_tiny/huggingface > golden_vectors.json
(torch, transformers, and a Pillow before 13, whose resampler is the classic one)
"""
import json
import sys

import numpy
import PIL
import torch
from PIL import Image
from transformers import AutoTokenizer, CLIPModel

assert int(PIL.__version__.split(".")[0]) < 13, "Pillow 13 resamples in another way"

HEIGHT, WIDTH, SIDE = 120, 160, 16
TEXTS = ["a red dot", "a dot left of a red dot!"]


def wave(phase, period):
    return abs(2 * (phase % period) - period) * 255 // period


def golden_picture():
    picture = numpy.zeros((HEIGHT, WIDTH, 3), "uint8")
    for y in range(HEIGHT):
        for x in range(WIDTH):
            for c in range(3):
                broad = wave(3 * x + (2 * c + 1) * y, 211 + 40 * c)
                fine = wave((5 - 2 * c) * x + 4 * y, 37 + 6 * c)
                picture[y, x, c] = (2 * broad + fine) // 3
    return picture


def unit(vector):
    return vector / vector.norm(dim=-1, keepdim=True)


def rounded(vector):
    return [round(x, 7) for x in vector[:8].double().tolist()]


torch.set_grad_enabled(False)
model = CLIPModel.from_pretrained(sys.argv[1], dtype=torch.float32).eval()
tokenizer = AutoTokenizer.from_pretrained(sys.argv[1])
picture = golden_picture()
wide = SIDE * WIDTH // HEIGHT
seen = Image.fromarray(picture).resize((wide, SIDE), Image.BICUBIC)
left = (wide - SIDE) // 2
pixels = numpy.asarray(seen.crop((left, 0, left + SIDE, SIDE)), "float32") / 255
mean = numpy.float32([0.48145466, 0.4578275, 0.40821073])
deviation = numpy.float32([0.26862954, 0.26130258, 0.27577711])
canvas = torch.from_numpy((pixels - mean) / deviation).permute(2, 0, 1)[None]
image = unit(model.visual_projection(model.vision_model(pixel_values=canvas).pooler_output)[0])
texts = []
for text in TEXTS:
    tokens = tokenizer([text], return_tensors="pt")
    vector = unit(model.text_projection(model.text_model(**tokens).pooler_output)[0])
    texts.append({"text": text, "cosine": round(float(vector @ image), 7), "vector": rounded(vector)})
pixels = {f"{y},{x}": picture[y, x].tolist() for y, x in [(0, 0), (7, 100), (119, 159), (60, 33)]}
print(json.dumps({"pixels": pixels, "sum": int(picture.astype("int64").sum()),
                  "image": rounded(image), "texts": texts}, indent=1))
