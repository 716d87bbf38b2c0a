#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes resources/demo: ten phantom cases, chosen and described here, drawn by the program itself.

Usage: make_demo.py GROUNDSCOPE OUT_FOLDER

Writes images/NN.png, truth.jsonl (what is known of them, as `groundscope phantom` writes it) and
cases.jsonl (what the window opens). The same program gives the same bytes.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

SEED, COUNT, SIZE = 900_777, 160, 480  # held out: no network of ours saw a scene of this seed

# Of each case: domain, number of the scene, which of its foils stands beside the true caption (by
# its words), concepts to look for, title, and what there is to see.
PICKS = []


def draw(program, domain, folder):
    subprocess.run([program, "phantom", "--domain", domain, "--count", str(COUNT), "--seed", str(SEED),
                    "--size", str(SIZE), "--out", folder / domain], check=True, stdout=subprocess.DEVNULL)
    with open(folder / domain / "truth.jsonl", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def texts_of(case, pick):
    """The true caption and its foil; a pick may name its captions itself."""
    if "captions" in pick:
        return pick["captions"]
    foil = next(foil for foil in case["foils"] if foil["text"] == pick["foil"])
    return [case["captions"][foil["caption"]]["text"], foil["text"]]


def main(program, out):
    out = pathlib.Path(out)
    (out / "images").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        drawn = {domain: draw(program, domain, pathlib.Path(scratch)) for domain in ("shapes", "chest")}
        truths, cases = [], []
        for number, pick in enumerate(PICKS):
            case = drawn[pick["domain"]][pick["scene"]]
            image = f"images/{number:02}.png"
            shutil.copyfile(pathlib.Path(scratch) / pick["domain"] / case["image"], out / image)
            truths.append(dict(case, image=image))
            cases.append({"image": image, "domain": pick["domain"], "title": pick["title"],
                          "captions": texts_of(case, pick), "concepts": pick["concepts"],
                          "note": pick["note"]})
    for name, lines in (("truth.jsonl", truths), ("cases.jsonl", cases)):
        with open(out / name, "w", encoding="utf-8") as file:
            for line in lines:
                file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
