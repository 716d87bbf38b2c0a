# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the built-in network against transformers: the same cosines from the same folder?

    python check_phantom_transformers.py GROUNDSCOPE ../../resources
(torch, transformers, safetensors, and a Pillow before 13, whose resampler is the classic one)

Each demo picture is scored with the captions and concepts of all demo cases of its domain, by the
program GROUNDSCOPE and by transformers, which prepares the pictures and reads the texts by itself.
Prints the largest differences and fails where a cosine differs by 1e-4 or more.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import PIL
import torch
from PIL import Image
from safetensors.torch import load_file
from transformers import AutoTokenizer, CLIPImageProcessorPil, CLIPModel, __version__

assert int(PIL.__version__.split(".")[0]) < 13, "Pillow 13 resamples in another way"

LIMIT = 1e-4
program, resources = sys.argv[1], pathlib.Path(sys.argv[2])
network = resources / "networks" / "phantom"
demo = resources / "demo"
torch.set_num_threads(1)
torch.set_grad_enabled(False)
model, loading = CLIPModel.from_pretrained(
    network, dtype=torch.float32, output_loading_info=True
)
model.eval()
tokenizer = AutoTokenizer.from_pretrained(network)
processor = CLIPImageProcessorPil.from_pretrained(network)


def ours(image, texts):
    """[D] and [N, D], unit length, by the program."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "result"
        options = ["--network", network, "--image", image, "--method", "it-score", "--out", out]
        captions = [part for text in texts for part in ("--text", text)]
        subprocess.run(
            [program, "explain", *options, "--embeddings", "--device", "cpu", *captions],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        tensors = load_file(out / "tensors.safetensors")
    return tensors["image_embedding"].float(), tensors["text_embeddings"].float()


def theirs(image, texts):
    """The same by transformers, each text alone and without padding."""
    pixels = processor(Image.open(image).convert("RGB"), return_tensors="pt")["pixel_values"]
    seen = model.visual_projection(model.vision_model(pixel_values=pixels).pooler_output)[0]
    read = [
        model.text_projection(model.text_model(**tokenizer([t], return_tensors="pt")).pooler_output)
        for t in texts
    ]
    unit = torch.nn.functional.normalize
    return unit(seen, dim=-1), unit(torch.cat(read), dim=-1)


cases = [json.loads(line) for line in open(demo / "cases.jsonl")]
texts = {}
for case in cases:
    known = texts.setdefault(case["domain"], [])
    known.extend(t for t in case["captions"] + case["concepts"] if t not in known)

cosine_off = image_off = text_off = 0.0
count = 0
for case in cases:
    said = texts[case["domain"]]
    (image, words), (peer_image, peer_words) = (
        f(demo / case["image"], said) for f in (ours, theirs)
    )
    cosine_off = max(cosine_off, (words @ image - peer_words @ peer_image).abs().max().item())
    image_off = max(image_off, (image - peer_image).abs().max().item())
    text_off = max(text_off, (words - peer_words).abs().max().item())
    count += len(said)

superfluous = loading["unexpected_keys"]
print(f"transformers {__version__}, torch {torch.__version__}, Pillow {PIL.__version__}")
print(f"weights: missing {sorted(loading['missing_keys'])}, not read {sorted(superfluous)}")
print(f"{len(cases)} pictures, {count} cosines: largest difference {cosine_off:.1e}")
print(f"largest difference of a component: image vectors {image_off:.1e}, texts {text_off:.1e}")
sys.exit(cosine_off >= LIMIT or bool(loading["missing_keys"]))
