#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write tests/golden/tokenizers: small tokenizer.json files of our own, one a folder, that together use
every step the studio reads, a spiece.model, and what Hugging Face's tokenizers library makes of some texts with them.
Needs tokenizers.

    make_tokenizers.py [FOLDER]

expected.json: {"<folder>": [{"text", "ids", "offsets" in code points}, ...]}. Offsets are left out
where the library is less exact than the studio: it gives a composed character its base alone, the
first of several blanks nothing, and each byte of a run of unknown characters the whole run.
"""
import json
import pathlib
import struct
import sys
import unicodedata

from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

LINE = "\u2581"
WORDS = ["photo", "dog", "heart", "chest", "ray", "red", "left", "effusion", "the", "don", "mm"]
TEXTS = [
    "", "   ", "a photo of the dog", "A PHOTO of  the\tDog.", "don't, the dog's x-ray", "chest x-ray (PA/LAT) 3.5cm 12345",
    "the dog\u2019s \u201cphoto\u201d", "\ufb01ne \uff24\uff2f\uff27\u3000red \u00bd \u33a3", "caf\u00e9 na\u00efve \u00c5ngstr\u00f6m \u212b",
    "cafe\u0301 nai\u0308ve \u1112\u1161\u11ab", "\u0130stanbul \u03a3\u03a3 \u1e9e", "\u732b\u3068\u72ac and \uc548\ub155", "\U0001f436\u200d\u2764\ufe0f dog \U0001fac1",
    "a [SEP] b[MASK]c <extra> x<extra>y  <extra>  end", "nul\u0000 bell\u0007 soft\u00adhyphen \ufffd zero\u200bwidth", "line\r\nbreak\u2028end \u00a0 tail ",
    "dogdogdog leftright heartheart", "\u0928\u092e\u0938\u094d\u0924\u0947 \u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35", "-- ... !? 's's 't' we'll", "_snake_case_ CamelCase a_b",
    LINE + "dog" + LINE + " red", "\u00b5m \u2126 \u2460\u2461 x\u00b2 \u2163", "z" * 130 + " dog", "\u0171\u0171\u0171 qqq \U0001f436\U0001f436",
]


def symbols(*extra, alphabet="abcdefghijklmnopqrstuvwxyz0123456789"):
    return list(dict.fromkeys([*extra, *alphabet]))


def numbered(names):
    return {name: i for i, name in enumerate(dict.fromkeys(names))}


def merges(words, start=""):
    """Pairs that build each word from its left end."""
    pairs = []
    for word in words:
        parts = [start + word[0], *word[1:]] if start else [*word]
        for i in range(1, len(parts)):
            pair = ("".join(parts[:i]), parts[i])
            if pair not in pairs:
                pairs.append(pair)
    return pairs


def word_pieces(**settings):
    names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefghijklmnopqrstuvwxyzPADLTC0123456789.,'-!?()_",
             *["##" + c for c in "abcdefghijklmnopqrstuvwxyz0123456789"], *WORDS, "##usion", "##eart", "Dog", "caf\u00e9", "\u732b", "##\u00e9", "mm3"]
    return models.WordPiece(numbered(names), unk_token="[UNK]", **settings)


def marked(tokenizer):
    tokenizer.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])
    return tokenizer


def cased_bert():
    tokenizer = marked(Tokenizer(word_pieces()))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.add_tokens([AddedToken("<extra>", single_word=True, lstrip=True, rstrip=True, normalized=True)])
    return tokenizer


def byte_level(prefix):
    spelled = [*sorted(pre_tokenizers.ByteLevel.alphabet())]
    pairs = merges(["\u0120" + word for word in WORDS] + WORDS + ["'s"])
    tokenizer = Tokenizer(models.BPE(numbered(spelled + ["".join(p) for p in pairs] + ["<s>", "</s>"]), pairs))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=prefix)
    return tokenizer


def gpt2():
    tokenizer = byte_level(False)
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=True)
    return tokenizer


def roberta():
    tokenizer = byte_level(True)
    ids = tokenizer.get_vocab()
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", ids["</s>"]), ("<s>", ids["<s>"]), trim_offsets=True)
    return tokenizer


def gemma():
    names = ["<pad>", "<eos>", "<unk>", *[f"<0x{b:02X}>" for b in range(256)], *symbols(LINE, alphabet="abcdefghijklmnopqrstuvwxyz.,'-"), LINE * 2, "photo"]
    pairs = [(LINE, LINE)] + merges([LINE + word for word in WORDS[:6]])
    names += ["".join(p) for p in pairs] + ["leftright"]
    tokenizer = Tokenizer(models.BPE(numbered(names), pairs, unk_token="<unk>", fuse_unk=True, byte_fallback=True, ignore_merges=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Lowercase(), normalizers.Replace(" ", LINE)])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    tokenizer.post_processor = processors.TemplateProcessing(single="$A <eos>", special_tokens=[("<eos>", 1)])
    tokenizer.enable_padding(pad_id=0, pad_token="<pad>")
    return tokenizer


def unknown_pairs():
    """Characters without a symbol, each by itself, within words that bear a prefix and a suffix."""
    names = symbols("<unk>", *[c + "</w>" for c in "abcdegot"], *["@" + c for c in "abcdegot"], *["@" + c + "</w>" for c in "abcdegot"], alphabet="abcdegot") + ["do", "dog</w>"]
    pairs = [("d", "@o"), ("do", "@g</w>")]
    tokenizer = Tokenizer(models.BPE(numbered(names), pairs, unk_token="<unk>", continuing_subword_prefix="@", end_of_word_suffix="</w>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return tokenizer


def double_array(texts):
    """SentencePiece's table of replacements, in the layout of darts-clone, from {run: replacement}."""
    strings, offsets = b"", {}
    for run, replacement in texts.items():
        offsets[run.encode()] = len(strings)
        strings += replacement.encode() + b"\0"
    units, used = {0: 0}, {0}

    def place(node, prefix):
        labels = sorted({key[len(prefix)] for key in offsets if key.startswith(prefix) and len(key) > len(prefix)})
        ends = prefix in offsets
        places = labels + ([0] if ends else [])
        base = 1
        while any((base ^ label) in used for label in places) or (base ^ node) >= 1 << 21:
            base += 1
        units[node] = units.get(node, 0) | (base ^ node) << 10 | (0x100 if ends else 0)
        used.update(base ^ label for label in places)
        if ends:
            units[base] = 1 << 31 | offsets[prefix]
        for label in labels:
            units[base ^ label] = label
            place(base ^ label, prefix + bytes([label]))

    place(0, b"")
    size = (max(units) // 256 + 2) * 256  # whoever looks up a byte may look anywhere in its block
    array = struct.pack(f"<{size}I", *[units.get(i, 0) for i in range(size)])
    return struct.pack("<I", len(array)) + array + strings


CHAR_MAP = {"\ufb01": "fi", "\u00bd": "1\u20442", "\uff24": "D", "\uff2f": "O", "\uff27": "G", "\u3000": " ", "\u200b": " ", "\u00a0": " ", "\t": " ",
            "\u0007": "", "e\u0301": "\u00e9", "\u212b": "\u00c5", "\u33a3": "mm3", "\u2126": "\u03a9", "\u00b2": "2", "\u00ad": ""}


def unigram(byte_fallback):
    pieces = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)] + [(LINE + word, -3.0 - 0.1 * i) for i, word in enumerate(WORDS)]
    pieces += [("usion", -4.7), ("eff", -4.9), ("do", -5.2), ("gs", -5.4), (LINE, -5.55), ("fi", -5.6), ("mm3", -6.1)]
    pieces += [(c, -7.0 - 0.0173 * i) for i, c in enumerate("abcdefghijklmnopqrstuvwxyzDOG.,'-\u00e9")]
    pieces += [(f"<0x{b:02X}>", -20.0) for b in range(256)] if byte_fallback else []
    return models.Unigram(pieces, unk_id=2, byte_fallback=byte_fallback)


def mapped_unigram():
    tokenizer = Tokenizer(unigram(False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Precompiled(double_array(CHAR_MAP)), normalizers.Strip(left=False),
                                                 normalizers.Replace(Regex(" {2,}"), LINE)])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=LINE, prepend_scheme="always", split=True)
    tokenizer.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    return tokenizer


def byte_unigram():
    tokenizer = marked(Tokenizer(unigram(True)))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Replace(Regex("[!-/:-@\\[-`{-~]"), ""), normalizers.Replace(Regex("\\s+"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=LINE, prepend_scheme="first", split=True)
    return tokenizer


def mixed():
    tokenizer = marked(Tokenizer(word_pieces(max_input_chars_per_word=12)))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKD(), normalizers.StripAccents(), normalizers.Lowercase(),
                                                 normalizers.Strip(), normalizers.Prepend("a"), normalizers.Replace("'", "")])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Digits(individual_digits=True),
                                                       pre_tokenizers.Punctuation()])
    return tokenizer


def plain_words():
    tokenizer = marked(Tokenizer(word_pieces()))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Whitespace(), pre_tokenizers.Digits(individual_digits=False),
                                                       pre_tokenizers.Split(Regex("[A-Z]"), "merged_with_next"),
                                                       pre_tokenizers.Split("_", "contiguous"), pre_tokenizers.Split(Regex("[.]+"), "removed")])
    return tokenizer


def siglip():
    """What SigLIP's spiece.model below means, in the library's words."""
    tokenizer = Tokenizer(unigram(False))
    tokenizer.normalizer = normalizers.Sequence([
        normalizers.Lowercase(), normalizers.Replace(Regex("[!-/:-@\\[-`{-~]"), ""), normalizers.Replace(Regex("\\s+"), " "), normalizers.Strip(),
        normalizers.Precompiled(double_array(CHAR_MAP)), normalizers.Replace(Regex(" {2,}"), " "), normalizers.Strip()])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=LINE, prepend_scheme="always", split=False)
    tokenizer.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    return tokenizer


def varint(number):
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + varint(rest) if rest else bytes([low])


def field(number, value):
    """A protobuf field: bytes, a float or a whole number."""
    if isinstance(value, bytes):
        return varint(number << 3 | 2) + varint(len(value)) + value
    if isinstance(value, float):
        return varint(number << 3 | 5) + struct.pack("<f", value)
    return varint(number << 3) + varint(value & (1 << 64) - 1)


def sentence_piece():
    """A ModelProto with the same pieces; their types: 1 normal, 2 unknown, 3 control."""
    vocabulary = json.loads(unigram(False).__getstate__())["vocab"]
    types = {"<pad>": 3, "</s>": 3, "<unk>": 2}
    pieces = b"".join(field(1, field(1, text.encode()) + field(2, float(score)) + field(3, types.get(text, 1))) for text, score in vocabulary)
    trainer = field(3, 1) + field(40, 2) + field(41, -1) + field(42, 1) + field(43, 0)
    cleaning = field(1, b"ours") + field(2, double_array(CHAR_MAP)) + field(3, 1) + field(4, 1) + field(5, 1)
    return pieces + field(2, trainer) + field(3, cleaning)


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "tokenizers")
    expected = {}
    for make in (cased_bert, gpt2, roberta, gemma, unknown_pairs, mapped_unigram, byte_unigram, mixed, plain_words, siglip):
        tokenizer = make()
        (folder / make.__name__).mkdir(parents=True, exist_ok=True)
        if make is siglip:
            (folder / "siglip" / "spiece.model").write_bytes(sentence_piece())
            (folder / "siglip" / "tokenizer_config.json").write_text('{"tokenizer_class": "SiglipTokenizer", "pad_token": "</s>"}\n')
        else:
            tokenizer.save(str(folder / make.__name__ / "tokenizer.json"), pretty=False)
        rows = []
        for text in TEXTS:
            if make is siglip and text.startswith(LINE):
                continue  # SentencePiece puts its blank before this as well, the library does not
            tokenizer.no_padding()
            encoded = tokenizer.encode(text)
            row = {"text": text, "ids": encoded.ids}
            if unicodedata.normalize("NFC", text) == text and make is not byte_unigram and not text.isspace():
                row["offsets"] = encoded.offsets
            rows.append(row)
        expected[make.__name__] = rows
    (folder / "expected.json").write_text(json.dumps(expected, indent=None, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
