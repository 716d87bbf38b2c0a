#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write tests/golden/siglip_tiny: a random SigLIP of a few kilobytes and what transformers answers. Needs
torch, transformers, safetensors and NumPy, and tokenizers/siglip as make_tokenizers.py writes it; same
bytes at each run.

    make_siglip_tiny.py [FOLDER]

network/               SiglipModel, float16: 14 x 14 pixels, patches of 4 (two pixels are left over)
expected.safetensors   answers in float32 arithmetic on the stored weights
"""
import json
import pathlib
import shutil
import sys
import zlib

import numpy as np
import torch
from safetensors.torch import save_file
from transformers import SiglipConfig, SiglipModel

HERE = pathlib.Path(__file__).resolve().parent
IDS = [[3, 4, 1], [11, 5, 18, 2, 7, 1], [1]]  # "Photo, dog!", "the heart 99 ray" and ""; filled up with 1
CONTEXT = 10


def random_tensor(name, shape):
    """One frozen stream a tensor; large enough that attention is far from uniform."""
    values = np.random.RandomState(zlib.crc32(name.encode())).standard_normal(shape)
    if "norm" in name and name.endswith("weight"):
        values = 1 + 0.2 * values
    elif name.startswith("logit"):
        values = np.full(shape, 2.0 if name == "logit_scale" else -3.0)
    elif len(shape) > 1:
        values = values * (1.6 / np.sqrt(np.prod(shape[1:])))
    else:
        values = 0.1 * values
    return torch.tensor(values, dtype=torch.float32)


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else HERE / "siglip_tiny")
    network = folder / "network"
    network.mkdir(parents=True, exist_ok=True)
    for name in ("spiece.model", "tokenizer_config.json"):
        shutil.copy(HERE / "tokenizers" / "siglip" / name, network / name)
    tower = dict(hidden_size=12, num_hidden_layers=2, num_attention_heads=3, intermediate_size=20)
    config = SiglipConfig(text_config=dict(tower, vocab_size=60, max_position_embeddings=CONTEXT, projection_size=12),
                          vision_config=dict(tower, image_size=14, patch_size=4))
    model = SiglipModel(config).eval()
    model.set_attn_implementation("eager")
    state = {name: random_tensor(name, tuple(tensor.shape)).half() for name, tensor in model.state_dict().items()
             if not name.endswith("position_ids")}
    model.load_state_dict(state, strict=False)
    save_file(state, network / "model.safetensors", metadata={"format": "pt"})
    (network / "config.json").write_text(json.dumps({
        "model_type": "siglip",
        "text_config": dict(tower, vocab_size=60, max_position_embeddings=CONTEXT),
        "vision_config": dict(tower, image_size=14, patch_size=4)}, indent=1) + "\n")

    ids = torch.tensor([row + [1] * (CONTEXT - len(row)) for row in IDS])
    pixels = torch.tensor(np.random.RandomState(5).uniform(-1, 1, (2, 3, 14, 14)), dtype=torch.float32)
    head = model.vision_model.head
    with torch.no_grad():
        out = model(pixel_values=pixels, input_ids=ids, output_hidden_states=True, output_attentions=True)
        vision, text = out.vision_model_output, out.text_model_output
        states = vision.last_hidden_state
        pooled = head.attention(head.probe.repeat(2, 1, 1), states, states, average_attn_weights=False)[1]
        alone = torch.stack([head(states[:, i:i + 1]) for i in range(states.shape[1])], 1)
        expected = {"pixels": pixels, "ids": ids, "image": vision.pooler_output, "text": text.pooler_output,
                    "logits": out.logits_per_image, "pool_attention": pooled, "patches": alone,
                    "image_states": torch.stack(vision.hidden_states), "text_states": torch.stack(text.hidden_states),
                    "text_attention": torch.stack(text.attentions)}
    save_file({name: tensor.contiguous() for name, tensor in expected.items()}, folder / "expected.safetensors")


if __name__ == "__main__":
    main()
