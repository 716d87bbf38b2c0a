#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the studio's font, Groundscope Sans, from Inter 4 (OFL-1.1).

Numbers stand in columns everywhere in the studio, but Inter's plain digits are proportional and Qt
below 6.7 cannot ask for its tabular ones (OpenType feature `tnum`). So the digits' code points are
led to the tabular glyphs once, here, and what the studio never prints is left out.

    make_font.py FOLDER_WITH_INTER OUT_FOLDER
"""
import argparse
import pathlib

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

WEIGHTS = ("Regular", "Medium", "SemiBold")
FAMILY = "Groundscope Sans"
FEATURES = ("kern", "mark", "mkmk", "ccmp", "locl", "calt")
BLOCKS = (
    (0x0020, 0x024F),  # Latin
    (0x0370, 0x052F),  # Greek, Cyrillic
    (0x1E00, 0x1EFF),  # Latin with more accents, Vietnamese
    (0x2000, 0x20CF),  # punctuation, superscripts, currency
    (0x2100, 0x214F),  # letter-like
    (0x2190, 0x22FF),  # arrows, mathematics
    (0x25A0, 0x25FF),  # shapes
    (0x2713, 0x2717),  # ticks and crosses
)


def tabular_glyphs(font):
    """Glyph name to the name of its tabular form."""
    table = font["GSUB"].table
    wanted = {i for record in table.FeatureList.FeatureRecord if record.FeatureTag == "tnum"
              for i in record.Feature.LookupListIndex}
    swaps = {}
    for index in wanted:
        for subtable in table.LookupList.Lookup[index].SubTable:
            subtable = getattr(subtable, "ExtSubTable", subtable)
            swaps.update(getattr(subtable, "mapping", {}))
    return swaps


def make_tabular(font):
    swaps = tabular_glyphs(font)
    for table in font["cmap"].tables:
        for code, glyph in list(table.cmap.items()):
            table.cmap[code] = swaps.get(glyph, glyph)


def equalise_digits(font):
    """The heavier masters' tabular digits differ by a unit or two, which Qt rounds apart."""
    digits = [font.getBestCmap()[ord(digit)] for digit in "0123456789"]
    widest = max(font["hmtx"][glyph][0] for glyph in digits)
    for glyph in digits:
        font["hmtx"][glyph] = (widest, font["hmtx"][glyph][1])


def keep_blocks(font):
    options = Options()
    options.layout_features = list(FEATURES)
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in BLOCKS for code in range(first, last + 1)])
    subsetter.subset(font)


def rename(font):
    """The Open Font Licence keeps the name Inter for the original; copyright lines stay."""
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 16):
            record.string = str(record).replace("Inter", FAMILY)
        elif record.nameID == 6:
            record.string = str(record).replace("Inter", FAMILY.replace(" ", ""))
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [name.replace("Inter", FAMILY.replace(" ", "")) for name in cff.fontNames]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("inter", type=pathlib.Path, help="folder with Inter-Regular.otf and so on")
    parser.add_argument("out", type=pathlib.Path)
    arguments = parser.parse_args()

    arguments.out.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        font = TTFont(arguments.inter / f"Inter-{weight}.otf")
        make_tabular(font)
        keep_blocks(font)
        equalise_digits(font)
        rename(font)
        font.save(arguments.out / f"GroundscopeSans-{weight}.otf")


if __name__ == "__main__":
    main()
