# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes phantom_maps.json: how well a CLIP checkpoint points, by transformers and NumPy alone.

    python make_phantom_maps.py CHECKPOINT CASES      (needs torch, transformers, pillow, numpy)

CASES holds truth.jsonl and the pictures it names, of the size that the checkpoint sees. Phrases are
the true "object" claims that assert a presence, each text once a case.
"""
import json
import pathlib
import sys

import numpy as np
import torch
from PIL import Image
from transformers import AutoTokenizer, CLIPModel

torch.set_num_threads(1)
checkpoint, cases = sys.argv[1], pathlib.Path(sys.argv[2])
model = CLIPModel.from_pretrained(checkpoint, dtype=torch.float32).eval()
tokenizer = AutoTokenizer.from_pretrained(checkpoint)


def mask_of(runs):
    height, width = runs["size"]
    values = np.repeat(np.arange(len(runs["counts"])) % 2, runs["counts"])
    return values.reshape(width, height).T.astype(bool)


def phrases_of(case):
    found = {}
    for caption in case["captions"]:
        for claim in caption["claims"]:
            if claim["type"] == "object" and claim["assertion"] == "present" and claim["objects"]:
                text = caption["text"][claim["begin"] : claim["end"]]
                found.setdefault(text, set()).update(claim["objects"])
    return found


def patches_of(case):
    pixels = np.asarray(Image.open(cases / case["image"]).convert("RGB"), dtype=np.float32) / 255
    canvas = torch.tensor((pixels - 0.5) / 0.25).permute(2, 0, 1)[None]
    states = model.vision_model(canvas).last_hidden_state
    vectors = model.visual_projection(model.vision_model.post_layernorm(states))[0, 1:]
    return torch.nn.functional.normalize(vectors, dim=-1)


def text_vector(text):
    tokens = tokenizer([text], return_tensors="pt")
    vector = model.text_projection(model.text_model(**tokens).pooler_output)[0]
    return torch.nn.functional.normalize(vector, dim=0)


def rows_of(domain):
    """Of each phrase: its case's number in the domain, its map at the pixels, its mask."""
    lines = [json.loads(line) for line in open(cases / "truth.jsonl")]
    for index, case in enumerate(line for line in lines if line["domain"] == domain):
        masks = {thing["id"]: mask_of(thing["mask"]) for thing in case["objects"]}
        patches = patches_of(case)
        side = int(len(patches) ** 0.5)
        for text, ids in phrases_of(case).items():
            grid = (patches @ text_vector(text)).view(1, 1, side, side)
            size = (case["height"], case["width"])
            shown = torch.nn.functional.interpolate(grid, size, mode="bilinear")[0, 0]
            yield index, shown.double().numpy(), np.any([masks[i] for i in ids], axis=0)


def figures(domain):
    rows = list(rows_of(domain))
    low = min(shown.min() for _, shown, _ in rows)
    high = max(shown.max() for _, shown, _ in rows)
    thresholds = np.linspace(low, high, 201)
    hits, curves = [], []
    for _, shown, mask in rows:
        hits.append(mask[shown == shown.max()].mean())
        found = [shown >= threshold for threshold in thresholds]
        curves.append([(f & mask).sum() / (f | mask).sum() for f in found])
    curves, index = np.array(curves), np.array([row[0] for row in rows])
    chosen = curves[index % 2 == 0].mean(0).argmax()
    return {
        "phrases": len(rows),
        "pointing": float(np.mean(hits)),
        "iou": float(curves[index % 2 == 1, chosen].mean()),
        "threshold": float(thresholds[chosen]),
    }


with torch.no_grad():
    out = {domain: figures(domain) for domain in ("shapes", "chest")}
target = pathlib.Path(__file__).with_name("phantom_maps.json")
target.write_text(json.dumps(out, indent=1) + "\n")
