#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write tests/golden/clip_tiny: two random CLIPs of a few kilobytes and what the libraries that define
their layouts answer. Needs torch, transformers, open_clip_torch, safetensors and NumPy; same bytes at
each run.

    make_clip_tiny.py [FOLDER]

huggingface/  CLIPModel, float16, with a second pair of heads (image_proj, text_proj)
openclip/     OpenCLIP, float32, a file of 16 x 16 pixels under a config of 12 x 12
expected.safetensors   answers in float32 arithmetic on the stored weights
"""
import json
import pathlib
import sys
import zlib

import numpy as np
import open_clip
import torch
from safetensors.torch import save_file
from transformers import CLIPConfig, CLIPModel, CLIPTokenizer

TEXTS = ["a red dot", "two dots", "", "a dot left of a red dot!"]
MERGES = [("r", "e"), ("re", "d</w>"), ("d", "o"), ("do", "t</w>"), ("o", "f</w>")]


def random_tensor(name, shape):
    """One frozen stream a tensor; large enough that attention is far from uniform."""
    generator = np.random.RandomState(zlib.crc32(name.encode()))
    values = generator.standard_normal(shape)
    if name.endswith(("norm1.weight", "norm2.weight", "norm.weight", "layrnorm.weight", "layernorm.weight")) \
            or ".ln_" in name and name.endswith("weight") or name == "ln_final.weight":
        values = 1 + 0.2 * values
    elif len(shape) > 1:
        values = values * (1.6 / np.sqrt(np.prod(shape[1:])))
    else:
        values = 0.1 * values
    return torch.tensor(values, dtype=torch.float32)


def write_json(path, value):
    path.write_text(json.dumps(value, indent=1, sort_keys=True) + "\n")


def write_tokenizer(folder):
    """CLIP's order of bytes, then start and end, then merges: `red` and `dot` have larger ids than the end."""
    keep = list(range(33, 127)) + list(range(161, 173)) + list(range(174, 256))
    letters = [chr(b) for b in keep]
    letters += [chr(256 + i) for i, _ in enumerate(b for b in range(256) if b not in keep)]
    vocabulary = letters + [letter + "</w>" for letter in letters]
    vocabulary += ["<|startoftext|>", "<|endoftext|>"] + ["".join(pair) for pair in MERGES]
    ids = {token: i for i, token in enumerate(vocabulary)}
    (folder / "vocab.json").write_text(json.dumps(ids, ensure_ascii=False))
    (folder / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in MERGES))
    write_json(folder / "tokenizer_config.json",
               {"tokenizer_class": "CLIPTokenizer", "bos_token": "<|startoftext|>", "eos_token": "<|endoftext|>",
                "unk_token": "<|endoftext|>", "pad_token": "<|endoftext|>", "model_max_length": 16})
    return ids


def hugging_face(folder, expected):
    folder.mkdir(parents=True, exist_ok=True)
    ids = write_tokenizer(folder)
    end = ids["<|endoftext|>"]
    shared = {"hidden_act": "quick_gelu", "num_hidden_layers": 2, "num_attention_heads": 2, "layer_norm_eps": 1e-5}
    text = dict(shared, hidden_size=8, intermediate_size=12, max_position_embeddings=16, vocab_size=len(ids),
                bos_token_id=end - 1, eos_token_id=end, pad_token_id=end)
    vision = dict(shared, hidden_size=12, intermediate_size=20, image_size=16, patch_size=4)
    settings = {"model_type": "clip", "projection_dim": 6, "text_config": text, "vision_config": vision}
    write_json(folder / "config.json", settings)
    write_json(folder / "preprocessor_config.json",
               {"size": {"shortest_edge": 16}, "crop_size": {"height": 16, "width": 16}, "resample": 3})

    model = CLIPModel(CLIPConfig(projection_dim=6, text_config=text, vision_config=vision,
                                 attn_implementation="eager")).eval()
    state = {k: random_tensor(k, v.shape).half() for k, v in model.state_dict().items() if "position_ids" not in k}
    state["logit_scale"] = torch.tensor(2.0).half()
    heads = {f"{side}_proj.{i}.weight": random_tensor(f"{side}_proj.{i}.weight", shape).half()
             for side, width in (("image", 12), ("text", 8)) for i, shape in ((0, (7, width)), (2, (5, 7)))}
    save_file(dict(state, **heads), folder / "model.safetensors", metadata={"format": "pt"})
    model.load_state_dict({k: v.float() for k, v in state.items()}, strict=False)

    def local(side, x):
        hidden = torch.nn.functional.gelu(x @ heads[f"{side}_proj.0.weight"].float().T)
        return hidden @ heads[f"{side}_proj.2.weight"].float().T

    pixels = random_tensor("pixels", (2, 3, 16, 16)) * 3
    seen = model.vision_model(pixels, output_hidden_states=True, output_attentions=True)
    dense = model.vision_model.post_layernorm(seen.last_hidden_state[:, 1:])
    expected["hf.pixels"] = pixels
    expected["hf.image.states"] = torch.stack(seen.hidden_states)
    expected["hf.image.attention"] = torch.stack(seen.attentions)
    expected["hf.image.global"] = model.visual_projection(seen.pooler_output)
    expected["hf.image.patches"] = model.visual_projection(dense)
    expected["hf.image.local"] = local("image", dense)
    wide = random_tensor("wide", (1, 3, 12, 25)) * 3
    expected["hf.wide.pixels"] = wide
    other = model.vision_model(wide, interpolate_pos_encoding=True)
    expected["hf.wide.global"] = model.visual_projection(other.pooler_output)

    tokenizer = CLIPTokenizer.from_pretrained(folder)
    target = expected["hf.image.global"][0].detach()
    target = target / target.norm()
    for i, sentence in enumerate(TEXTS):
        row = torch.tensor([tokenizer(sentence)["input_ids"]])
        read = model.text_model(row, output_hidden_states=True, output_attentions=True)
        for attention in read.attentions:
            attention.retain_grad()
        joint = model.text_projection(read.pooler_output)[0]
        (joint / joint.norm() @ target).backward()
        last = model.text_model.final_layer_norm(read.hidden_states[-1])
        expected[f"hf.text{i}.ids"] = row[0]
        expected[f"hf.text{i}.states"] = torch.stack(read.hidden_states)[:, 0]
        expected[f"hf.text{i}.attention"] = torch.stack(read.attentions)[:, 0]
        expected[f"hf.text{i}.gradient"] = torch.stack([a.grad for a in read.attentions])[:, 0]
        expected[f"hf.text{i}.global"] = joint
        expected[f"hf.text{i}.tokens"] = model.text_projection(last)[0]
        expected[f"hf.text{i}.local"] = local("text", last)[0]

    # The stored eos_token_id 2 of early conversions: pooled at the largest id, here the word `dot`.
    old = CLIPModel(CLIPConfig(projection_dim=6, text_config=dict(text, eos_token_id=2), vision_config=vision)).eval()
    old.load_state_dict({k: v.float() for k, v in state.items()}, strict=False)
    row = expected["hf.text0.ids"][None]
    expected["hf.old.text0.global"] = old.text_projection(old.text_model(row).pooler_output)[0]


def open_clip_layout(folder, expected, tokens):
    folder.mkdir(parents=True, exist_ok=True)
    write_tokenizer(folder)
    vision = {"image_size": 12, "layers": 2, "width": 12, "patch_size": 4, "head_width": 6, "mlp_ratio": 1.5}
    text = {"context_length": 16, "vocab_size": tokens, "width": 8, "heads": 2, "layers": 2, "mlp_ratio": 1.5}
    write_json(folder / "open_clip_config.json",
               {"model_cfg": {"embed_dim": 6, "vision_cfg": vision, "text_cfg": text}, "preprocess_cfg": {}})
    large = open_clip.model.CLIP(6, dict(vision, image_size=16), text)
    state = {k: random_tensor(k, v.shape) for k, v in large.state_dict().items() if k != "attn_mask"}
    state["logit_scale"] = torch.tensor(2.5)
    save_file(state, folder / "open_clip_model.safetensors")

    model = open_clip.model.CLIP(6, vision, text).eval()
    fitted = dict(state)
    open_clip.model.resize_pos_embed(fitted, model)
    model.load_state_dict(fitted, strict=False)
    pixels = random_tensor("open pixels", (2, 3, 12, 12)) * 3
    expected["open.pixels"] = pixels
    expected["open.image.global"] = model.encode_image(pixels)
    model.visual.output_tokens = True
    expected["open.image.patches"] = model.visual(pixels)[1] @ model.visual.proj
    for i in range(len(TEXTS)):
        ids = expected[f"hf.text{i}.ids"]
        row = torch.zeros(1, 16, dtype=torch.long)
        row[0, :len(ids)] = ids
        expected[f"open.text{i}.global"] = model.encode_text(row)[0]


def main():
    here = pathlib.Path(__file__).resolve().parent / "clip_tiny"
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here
    torch.set_num_threads(1)
    expected = {}
    hugging_face(folder / "huggingface", expected)
    tokens = json.loads((folder / "huggingface/vocab.json").read_text())
    open_clip_layout(folder / "openclip", expected, len(tokens))
    save_file({k: v.detach().contiguous().clone() for k, v in expected.items()}, folder / "expected.safetensors")


if __name__ == "__main__":
    main()
