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

SEED, COUNT, SIZE = 900_777, 30, 480  # held out: no network of ours saw a scene of this seed

# Of each case: domain, number of the scene, which of its foils stands beside the true caption (by
# its words), concepts to look for, title, and what there is to see.
PICKS = [
    {"domain": "shapes", "scene": 7, "foil": "There is a green dotted triangle.",
     "title": "A wrong texture", "concepts": ["green triangle", "red diamond"],
     "note": "Caption 2 calls the striped triangle dotted. The diamond is dotted: see whether “dotted” points there and is crossed."},
    {"domain": "shapes", "scene": 20, "foil": "a white striped diamond and a blue ring",
     "title": "A thing that is not there", "concepts": ["white circle", "blue ring", "diamond"],
     "note": "Caption 2 names a diamond; there is none. Its word should be crossed, and the map of a diamond should stay hatched."},
    {"domain": "shapes", "scene": 21, "foil": "a red crescent at the bottom and an orange bar",
     "title": "Top or bottom", "concepts": ["red crescent", "orange bar", "green cross"],
     "note": "The crescent is at the top; Caption 2 says bottom. Compare the masks of the three concepts with what you see."},
    {"domain": "shapes", "scene": 16, "foil": "a purple square left of a pink square",
     "title": "Right of, left of", "concepts": ["purple square", "pink square"],
     "note": "Caption is true; Caption 2 says left for right. Hover “purple” and “pink”: the same two squares light up for both, so it "
             "is the whole sentence that tells the captions apart."},
    {"domain": "shapes", "scene": 9, "foil": "a pink circle with two solid objects",
     "title": "How many", "concepts": ["pink circle", "black heart", "white heart"],
     "note": "One object is solid, the black heart; Caption 2 says two. A number belongs to no place: look at the words, not at the maps."},
    {"domain": "shapes", "scene": 26, "foil": "No large cross.",
     "title": "A wrong no", "concepts": ["red cross", "pink ring", "yellow ring"],
     "note": "There is a large cross, so “No” is wrong in Caption 2. Gradient attribution tends to blame the noun for it: the triangle "
             "beside the words says so, and word-loo does better."},
    {"domain": "chest", "scene": 8, "foil": "A nodule in the right lower zone.",
     "title": "The wrong side", "concepts": ["nodule", "consolidation", "pacemaker"],
     "note": "The patient's right is on the image's left. The nodule lies in the left lung; Caption 2 says right."},
    {"domain": "chest", "scene": 24, "foil": "Mild cardiomegaly. No line.",
     "title": "How severe", "concepts": ["cardiomegaly", "consolidation", "heart"],
     "note": "The heart is far too wide: severe. Caption 2 says mild. Compare the regions of “heart” and “cardiomegaly”."},
    {"domain": "chest", "scene": 12, "foil": "A tube.",
     "title": "Line or tube", "concepts": ["line", "cardiomegaly", "lung"],
     "note": "A line runs from the left shoulder to the midline; Caption 2 calls it a tube. Compare clip4dm with word-loo"
             " on “tube”; thin things test a coarse grid of patches."},
    {"domain": "chest", "scene": 13, "foil": "A nodule in the left lung. There is an effusion. No mass.",
     "title": "A report, one sentence wrong", "concepts": ["nodule", "effusion", "mass"],
     "note": "Caption 2 is a report of three sentences. The first is wrong: the nodule lies in the right lung. “No mass” is right."}]


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
