# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes photo_cosines.json: what transformers and open_clip say of real photos.

The photos and the tiny seeded checkpoints lie beside the clone, in ../shared; their weights mean
nothing, so the numbers say only that two programs computed the same thing.

    python make_photo_cosines.py ../../../shared photo_cosines.json
(torch, transformers, open_clip_torch, and a Pillow before 13, whose resampler is the classic one)
"""
import json
import sys
from pathlib import Path

import open_clip
import numpy
import PIL
import torch
from PIL import Image
from transformers import AutoTokenizer, CLIPModel

assert int(PIL.__version__.split(".")[0]) < 13, "Pillow 13 resamples in another way"

PHOTOS = ["000000000071.jpg", "000000000072.jpg", "000000000030.jpg"]
TEXTS = ["a photo of two people", "a red bus.", "Zürich, 5 o'clock"]
shared = Path(sys.argv[1])


def prepare(photo, centre, side=32):
    """Shorter side to 32 by Pillow's bicubic filter, centre crop, CLIP's mean and deviation.
    The two libraries round the corner of an odd crop in two ways: that is `centre`."""
    picture = Image.open(shared / "data/coco-photos/images" / photo).convert("RGB")
    width, height = (side * extent // min(picture.size) for extent in picture.size)
    picture = picture.resize((width, height), Image.BICUBIC)
    left, top = centre(width - side), centre(height - side)
    pixels = numpy.asarray(picture.crop((left, top, left + side, top + side)), dtype="float32") / 255
    mean = numpy.float32([0.48145466, 0.4578275, 0.40821073])
    deviation = numpy.float32([0.26862954, 0.26130258, 0.27577711])
    return torch.from_numpy((pixels - mean) / deviation).permute(2, 0, 1)[None]


def patch_cosines(patches, text):
    return torch.nn.functional.cosine_similarity(patches, text[None], dim=1).double().tolist()


def hugging_face(name):
    folder = shared / "parity/cases" / name
    model = CLIPModel.from_pretrained(folder).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    for photo in PHOTOS:
        seen = model.vision_model(pixel_values=prepare(photo, lambda rest: rest // 2))
        image = model.visual_projection(seen.pooler_output)[0]
        states = model.vision_model.post_layernorm(seen.last_hidden_state[0, 1:])
        patches = model.visual_projection(states)
        for text in TEXTS:
            tokens = tokenizer([text], return_tensors="pt", truncation=True)
            vector = model.text_projection(model.text_model(**tokens).pooler_output)[0]
            yield photo, text, image, vector, patches


def open_clip_folder(name):
    folder = shared / "parity/cases" / name
    model, _, _ = open_clip.create_model_and_transforms(f"local-dir:{folder}")
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model.eval()
    for photo in PHOTOS:
        image = model.encode_image(prepare(photo, lambda rest: round(rest / 2)))[0]
        for text in TEXTS:
            ids = tokenizer([text], return_tensors="pt", padding="max_length", max_length=24,
                            truncation=True)["input_ids"]
            yield photo, text, image, model.encode_text(ids)[0], None


cases = []
with torch.no_grad():
    for name, source in [("hf_clip", hugging_face), ("openclip_vit", open_clip_folder)]:
        for photo, text, image, vector, patches in source(name):
            case = {"checkpoint": name, "photo": photo, "text": text,
                    "cosine": float(torch.cosine_similarity(image.double(), vector.double(), dim=0))}
            if patches is not None:
                case["patch_cosines"] = patch_cosines(patches, vector)
            cases.append(case)
Path(sys.argv[2]).write_text(json.dumps(cases, indent=1) + "\n")
