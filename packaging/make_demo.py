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

SEED, COUNT, SIZE = 900_777, 150, 480  # held out: no network of ours saw a scene of this seed

# Of each case: domain, number of the scene, which of its foils stands beside the true caption (by
# its words), concepts that are there and lie apart, title, and what there is to see.
# tests/acceptance/tst_demo_cases.cpp runs the methods and holds the notes to what they give.
PICKS = [
    {"domain": "shapes", "scene": 129, "foil": "A blue object. A white dotted crescent.",
     "title": "A wrong texture", "concepts": ["white crescent", "black crescent", "blue cross"],
     "note": "The white crescent is solid; Caption 2 calls it dotted, and only “dotted” is crossed."
             " The concepts lie apart: each has its own mask."},
    {"domain": "shapes", "scene": 26, "foil": "a green circle and a yellow ring",
     "title": "A thing that is not there", "concepts": ["red cross", "yellow ring", "pink ring"],
     "note": "Caption 2 names a green circle; there is none. “green” and “circle” are crossed, “yellow ring” is not: it is there."},
    {"domain": "shapes", "scene": 147, "foil": "a purple triangle at the top",
     "title": "Top or bottom", "concepts": ["purple triangle", "yellow heart", "cyan circle"],
     "note": "The purple triangle is at the bottom; Caption 2 says top, and only “top” is crossed."
             " Hover “purple” and “triangle” to see where they look."},
    {"domain": "shapes", "scene": 7, "foil": "a green object right of a diamond",
     "title": "Left of, right of", "concepts": ["green triangle", "red diamond"],
     "note": "The green triangle lies left of the diamond; Caption 2 says right, and only “right” is crossed."
             " A relation has no place of its own: the maps show the two things."},
    {"domain": "shapes", "scene": 82, "foil": "three orange objects",
     "title": "How many", "concepts": ["orange cross", "orange diamond"],
     "note": "Two objects are orange; Caption 2 says three, and only “three” is crossed."
             " A number belongs to no place: look at the words, not at the maps."},
    {"domain": "shapes", "scene": 34, "foil": "no cyan circle",
     "title": "A wrong no", "concepts": ["cyan circle", "yellow crescent"],
     "note": "There is a cyan circle, so “no” is wrong in Caption 2. clip4dm crosses “circle” instead, as the triangle beside"
             " the words warns; word-loo crosses “no”."},
    {"domain": "chest", "scene": 130, "foil": "There is a left effusion.",
     "title": "The wrong side", "concepts": ["effusion", "mass"],
     "note": "The patient's right is on the image's left. The effusion is on the right; Caption 2 says left, and only “left” is crossed."},
    {"domain": "chest", "scene": 29, "foil": "A large right effusion.",
     "title": "How severe", "concepts": ["effusion", "pacemaker", "atelectasis"],
     "note": "The right effusion is small; Caption 2 calls it large, and only “large” is crossed."
             " The three concepts lie apart, and so do their masks."},
    {"domain": "chest", "scene": 86, "foil": "There is a line. Cardiomegaly.",
     "title": "Pacemaker or line", "concepts": ["pacemaker", "cardiomegaly"],
     "note": "The box with its lead is a pacemaker; Caption 2 calls it a line, and only “line” is crossed:"
             " the heart is too wide, as it says."},
    {"domain": "chest", "scene": 79,
     "foil": "Possible consolidation in the right lung. Atelectasis in the left lower zone. A line.",
     "title": "A report, one sentence wrong", "concepts": ["consolidation", "mass", "atelectasis"],
     "note": "Caption 2 is a report of three sentences. The last is wrong, there is no line: only “line” is crossed."
             " The mass of the true report is there."}]


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
