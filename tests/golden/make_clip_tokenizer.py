# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes clip_tokenizer/: a small vocabulary of our own and what transformers makes of it.

Needs transformers and ftfy (no PyTorch):  python make_clip_tokenizer.py
expected.json: for each text the ids and code point offsets of CLIPTokenizer, and the ids of the text
after OpenCLIP's cleaning (ftfy, html.unescape twice, blanks, lower case). Offsets are left out where
the text is not composed: the library gives a composed character its base alone.
"""
import html
import json
import pathlib
import unicodedata

import ftfy
import tokenizers
import transformers

FOLDER = pathlib.Path(__file__).parent / "clip_tokenizer"
WORDS = ["photo", "the", "dog", "heart", "x", "ray", "chest", "'s", "don", "left", "right", "circle", "red"]
TEXTS = [
    "", "   ", "a photo of the dog", "A PHOTO of  the\tDog.", "don't, the dog's x-ray", "chest x-ray (PA/LAT) 3.5cm",
    "the dog\u2019s \u201cphoto\u201d", "&amp; &lt;b&gt; &eacute; &amp;amp;", "\ufb01ne \uff24\uff2f\uff27\u3000red", "caf\u00e9 na\u00efve",
    "cafe\u0301 nai\u0308ve", "\u0130stanbul \u1e9e \u03a3\u03a3", "\u732b\u3068\u72ac", "\U0001f436\u200d\u2764\ufe0f dog", "a <|endoftext|> b",
    "<|STARTOFTEXT|>red", "!<|startoftext|>!", "1234 \u00bd \u2163 x\u00b2", "esc\u001b[31mred nul\u0000 bell\u0007", "Ã©tÃ© â€œredâ€\u009d",
    "\u0928\u092e\u0938\u094d\u0924\u0947", "dogdogdog leftright", "line\r\nbreak\u2028end", "\u1112\u1161\u11ab \ud55c\uad6d", "'s's 't'", "-- ... !?",
]


def symbols():
    kept = [*range(33, 127), *range(161, 173), *range(174, 256)]
    moved = [b for b in range(256) if b not in kept]
    return [chr(b) for b in kept] + [chr(256 + i) for i in range(len(moved))]


def merges():
    """Pairs that build each word from its left end, the word-end mark being part of its last letter."""
    pairs = []
    for word in WORDS:
        parts = [*word[:-1], word[-1] + "</w>"]
        for i in range(1, len(parts)):
            pair = ("".join(parts[:i]), parts[i])
            if pair not in pairs:
                pairs.append(pair)
    return pairs


def main():
    FOLDER.mkdir(exist_ok=True)
    single = symbols()
    names = single + [s + "</w>" for s in single] + ["".join(p) for p in merges()]
    vocabulary = {s: i for i, s in enumerate([*names, "<|startoftext|>", "<|endoftext|>"])}
    (FOLDER / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    (FOLDER / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in merges()), encoding="utf-8")
    tokenizer = transformers.CLIPTokenizer(vocab=vocabulary, merges=merges())

    rows = []
    for text in TEXTS:
        encoded = tokenizer(text, return_offsets_mapping=True)
        cleaned = html.unescape(html.unescape(ftfy.fix_text(text))).strip()
        cleaned = " ".join(cleaned.split()).lower()
        row = {"text": text, "ids": encoded["input_ids"]}
        if unicodedata.is_normalized("NFC", text):
            row["offsets"] = encoded["offset_mapping"]
        if "<|" not in cleaned:
            row["openclip"] = tokenizer(cleaned)["input_ids"]
        rows.append(row)
    versions = {"transformers": transformers.__version__, "tokenizers": tokenizers.__version__, "ftfy": ftfy.__version__}
    lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
    (FOLDER / "expected.json").write_text(f'{{"versions": {json.dumps(versions)},\n"texts": [\n{lines}\n]}}\n')


main()
