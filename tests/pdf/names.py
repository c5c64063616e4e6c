#!/usr/bin/python3
"""names.py LIST FOLDER: do the reports of FOLDER give the names of LIST back?

LIST has a script and a name, tab between, on each line; every forty are the
students of FOLDER/names-N.pdf. A name must be, letter for letter,

* what a screen reader finds by the tags, once as a cell of the table and once
  as the heading of a page;
* on the student's page as pdftotext gives it, if it is read from left to right.
  What is not pdftotext puts into order by a rule of its own, which tears
  ligatures and vowel signs from their place; all the letters must be there.

Prints what is not, and how many names of how many scripts were looked for.
"""
import collections
import os
import re
import subprocess
import sys
import unicodedata

import pikepdf

OPERATORS = "BDC BMC EMC Tf Tj TJ"
STUDENTS = 40
STEERING = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))


def normal(text):
    return " ".join(unicodedata.normalize("NFC", text.translate(STEERING)).split())


def backward(text):
    return any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)


# ---------- by the tags ----------

def codes(hex_digits):
    return int(hex_digits, 16)


def characters(hex_digits):
    return bytes.fromhex(hex_digits).decode("utf-16-be")


def read_tounicode(font):
    """Which text each code of a font stands for."""
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    meanings = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, text in re.findall(r"<(\w+)>\s*<(\w*)>", part):
            meanings[codes(code)] = characters(text)
    for part in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, listed, start in re.findall(
                r"<(\w+)>\s*<(\w+)>\s*(?:\[(.*?)\]|<(\w+)>)", part, re.S):
            span = range(codes(first), codes(last) + 1)
            texts = re.findall(r"<(\w*)>", listed) or [
                f"{codes(start) + i:04X}" for i in range(len(span))]
            meanings.update(zip(span, map(characters, texts)))
    return meanings


def shown(operands, meanings):
    parts = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
    text = ""
    for part in parts:
        if isinstance(part, pikepdf.String):
            data = bytes(part)
            text += "".join(meanings.get(data[i] << 8 | data[i + 1], "\ufffd")
                            for i in range(0, len(data), 2))
    return text


class Page:
    """The text of each piece of marked content of a page."""

    fonts = {}

    def __init__(self, page):
        self.pieces = {}
        open_pieces = []
        meanings = {}
        for operands, operator in pikepdf.parse_content_stream(page, OPERATORS):
            name = str(operator)
            if name == "BDC":
                properties = operands[1]
                open_pieces.append(properties.get("/MCID") if isinstance(
                    properties, pikepdf.Dictionary) else None)
            elif name == "BMC":
                open_pieces.append(None)
            elif name == "EMC":
                open_pieces.pop()
            elif name == "Tf":
                meanings = self.meanings(page.Resources.Font[str(operands[0])])
            elif name in ("Tj", "TJ") and open_pieces and open_pieces[-1] is not None:
                piece = int(open_pieces[-1])
                self.pieces[piece] = self.pieces.get(piece, "") + shown(operands, meanings)

    @classmethod
    def meanings(cls, font):
        if font.objgen not in cls.fonts:
            cls.fonts[font.objgen] = read_tounicode(font)
        return cls.fonts[font.objgen]


def spoken(element, page, pages, elements):
    """The text of an element; "elements" collects role and text of each."""
    text = ""
    page = element.get("/Pg", page)
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            text += pages[page.objgen].pieces.get(kid, "")
        elif kid.get("/Type") == "/MCR":
            text += pages[kid.Pg.objgen].pieces.get(int(kid.MCID), "")
        elif kid.get("/Type") != "/OBJR":
            text += spoken(kid, page, pages, elements)
    if "/ActualText" in element:
        text = str(element.ActualText)
    elements.append((str(element.S), normal(text)))
    return text


def by_the_tags(path):
    with pikepdf.open(path) as pdf:
        Page.fonts = {}
        pages = {page.obj.objgen: Page(page) for page in pdf.pages}
        elements = []
        spoken(pdf.Root.StructTreeRoot.K, None, pages, elements)
    return elements


# ---------- by pdftotext ----------

def by_pdftotext(path):
    """The page of each student."""
    text = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"],
                          stdout=subprocess.PIPE, check=True).stdout.decode()
    return [page for page in text.split("\f") if re.search("^Your student$", page, re.M)]


def letters(text):
    return collections.Counter(c for c in text if unicodedata.category(c)[0] == "L")


def in_content(name, page):
    if backward(name):
        return not letters(normal(name)) - letters(normal(page))
    # a hyphen at the end of a line is taken for one that came with the line
    ours, theirs = (re.sub("-\\s*", "", normal(text)) for text in (name, page))
    return ours in theirs


# ---------- both ----------

def faults(path, students):
    elements = by_the_tags(path)
    pages = by_pdftotext(path)
    if len(pages) != len(students):
        yield f"{path}: {len(students)} students, and pdftotext sees {len(pages)}"
        return
    for (script, name), page in zip(students, pages):
        wanted = normal(name)
        for role in ("/TH", "/H1"):
            if (role, wanted) not in elements:
                yield f"{script}: {name}: not as {role} by the tags"
        if not in_content(name, page):
            yield f"{script}: {name}: not by pdftotext"


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: names.py LIST FOLDER")
    with open(sys.argv[1], encoding="utf-8") as lines:
        names = [tuple(line.rstrip("\n").split("\t")) for line in lines]
    bad = 0
    for first in range(0, len(names), STUDENTS):
        path = os.path.join(sys.argv[2], f"names-{first // STUDENTS + 1}.pdf")
        for fault in faults(path, names[first:first + STUDENTS]):
            bad += 1
            print("not ok -", fault)
    print(f"{len(names)} names of {len({script for script, _ in names})} scripts, {bad} faults")
    sys.exit(1 if bad or not names else 0)


main()
