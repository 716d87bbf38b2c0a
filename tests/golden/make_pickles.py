#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write tests/golden/pickles: what PyTorch itself writes, and what was made to run code. Needs torch,
safetensors and NumPy. The archives bear the same tensors as expected.safetensors. legacy.pth holds
addresses of the process that wrote it and is another file at each run.

    make_pickles.py [FOLDER]
"""
import argparse
import collections
import io
import json
import os
import pathlib
import sys
import zipfile

import numpy as np
import torch
from safetensors.torch import load_file, save_file

TINY = pathlib.Path(__file__).resolve().parent / "clip_tiny" / "huggingface" / "model.safetensors"


class Call:
    """Pickles as a call of `function`."""

    def __init__(self, function, *arguments):
        self.call = function, arguments

    def __reduce__(self):
        return self.call


class Scale(torch.nn.Module):
    def __init__(self, weight):
        super().__init__()
        self.weight = torch.nn.Parameter(weight)
        self.register_buffer("steps", torch.tensor([1, 2, 3]))

    def forward(self, x):
        return x * self.weight


class Outer(torch.nn.Module):
    """A module that only wraps another one, with a module inside."""

    def __init__(self, weight, bias):
        super().__init__()
        self.inside = torch.nn.Module()
        self.inside.scale = Scale(weight)
        self.inside.register_parameter("bias", torch.nn.Parameter(bias))
        self.factor = 2

    def forward(self, x):
        return self.inside.scale(x) + self.inside.bias


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "pickles")
    folder.mkdir(exist_ok=True)
    base = torch.arange(12, dtype=torch.float32).view(3, 4) / 8
    tensors = collections.OrderedDict(
        weight=base.clone(), turned=base.t(), row=base[1], number=torch.tensor(2.5),
        nothing=torch.zeros(0, 3), half=base[:2, :3].half(), brain=base[0].bfloat16(),
        double=base[2].double(), longs=torch.tensor([-3, 2**40]), ints=torch.tensor([7], dtype=torch.int32),
        shorts=torch.tensor([-7], dtype=torch.int16), chars=torch.tensor([-1], dtype=torch.int8),
        bytes=torch.tensor([255], dtype=torch.uint8), bools=torch.tensor([True, False]))
    tensors._metadata = collections.OrderedDict({"": {"version": 1}})
    save_file({name: tensor.contiguous().clone() for name, tensor in tensors.items()},
              folder / "expected.safetensors")

    def save(name, value, **settings):
        torch.save(value, folder / name, **settings)

    save("state_dict.bin", tensors)
    save("protocol_4.pt", tensors, pickle_protocol=4)
    save("protocol_5.pt", dict(tensors), pickle_protocol=5)
    save("legacy.pth", tensors, _use_new_zipfile_serialization=False)
    parallel = collections.OrderedDict(("module." + name, tensor) for name, tensor in tensors.items())
    save("training.pt", {"epoch": np.int64(3), "loss": np.float64(0.5), "args": argparse.Namespace(lr=0.1),
                         "options": {"betas": (0.9, 0.99), "tags": {"a", "b"}, "big": 2**90, "raw": b"\0\1"},
                         "device": torch.device("cpu"), "dtype": torch.float16,
                         "folder": pathlib.PurePosixPath("a/b"), "size": base.size(),
                         "optimizer": {"state": {0: {"step": torch.tensor(1.0)}}}, "state_dict": parallel})
    save("parameters.pt", {"model": {"a": torch.nn.Parameter(base), "b": torch.nn.Parameter(base)}})
    save("module.pt", torch.nn.Linear(2, 2))
    save("list.pt", [base])
    save("settings.pt", {"epoch": 3})
    scripted = io.BytesIO()
    torch.jit.save(torch.jit.script(Outer(base, base[0])), scripted)
    with zipfile.ZipFile(scripted) as archive, zipfile.ZipFile(folder / "scripted.pt", "w") as out:
        for name in archive.namelist():  # without the paths of this script
            if not name.endswith(".debug_pkl"):
                out.writestr(zipfile.ZipInfo(name), archive.read(name))

    # Opened by Python's own loader, each of these would do something.
    save("attack_system.pt", {"weight": base, "x": Call(os.system, "true")})
    save("attack_eval.pt", {"weight": base, "x": Call(eval, "1 + 1")})
    save("attack_nested.bin", {"weight": Call(torch.storage._load_from_bytes, b"")})
    save("attack_legacy.pt", Call(exec, "pass"), _use_new_zipfile_serialization=False)

    tiny = load_file(TINY)
    names = sorted(tiny)
    save("clip_tiny.bin", collections.OrderedDict((name, tiny[name]) for name in names))
    index = {"metadata": {"total_size": 1}, "weight_map": {}}
    for shard, part in enumerate((names[::2], names[1::2]), 1):
        file = f"pytorch_model-0000{shard}-of-00002.bin"
        save(file, {name: tiny[name] for name in part})
        index["weight_map"].update(dict.fromkeys(part, file))
    (folder / "pytorch_model.bin.index.json").write_text(json.dumps(index, indent=1) + "\n")


if __name__ == "__main__":
    main()
