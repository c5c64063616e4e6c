#!/usr/bin/python3
"""pages.py check|refresh SET FOLDER: do pages look as their references do?

The pages are those of one set in pages/list, the PDF files are in FOLDER, the
references are grey pictures in pages.  A page differs if more than a few of its
dots are of clearly another grey; then a picture of reference, page and
differences side by side goes to build/pages.  "refresh" makes the references
anew instead.
"""
import io
import os
import subprocess
import sys

from PIL import Image, ImageChops

HERE = os.path.dirname(os.path.abspath(__file__))
REFERENCES = os.path.join(HERE, "pages")
SHOWN = os.path.join(HERE, "..", "..", "build", "pages")
DOTS_PER_INCH = 72
GREYS = 16
# One letter that is another one differs in five dots and more; another release
# of the renderer shades the edges a little otherwise.
CLEARLY = 24
FEW = 3


def listed(wanted):
    with open(os.path.join(REFERENCES, "list"), encoding="utf-8") as lines:
        rows = [line.split() for line in lines if line.strip() and line[0] != "#"]
    return [(name, file, page) for group, name, file, page in rows if group == wanted]


def render(file, page):
    result = subprocess.run(
        ["pdftoppm", "-r", str(DOTS_PER_INCH), "-gray", "-singlefile",
         "-f", page, "-l", page, file],
        stdout=subprocess.PIPE, check=True)
    return Image.open(io.BytesIO(result.stdout))


def reference_path(name):
    return os.path.join(REFERENCES, name + ".png")


def refresh(name, picture):
    step = 255 / (GREYS - 1)
    few = picture.point([round(round(v / step) * step) for v in range(256)])
    few.convert("P", palette=Image.ADAPTIVE, colors=GREYS).save(
        reference_path(name), optimize=True, bits=4)


def show(name, reference, picture, difference):
    height = max(reference.height, picture.height)
    sheet = Image.new("L", (reference.width + 2 * picture.width, height), 255)
    sheet.paste(reference, (0, 0))
    sheet.paste(picture, (reference.width, 0))
    sheet.paste(ImageChops.invert(difference), (reference.width + picture.width, 0))
    os.makedirs(SHOWN, exist_ok=True)
    sheet.save(os.path.join(SHOWN, name + ".png"))


def check(name, picture):
    """What is wrong, or nothing."""
    if not os.path.exists(reference_path(name)):
        return "there is no reference"
    reference = Image.open(reference_path(name)).convert("L")
    if reference.size != picture.size:
        return "another size of paper"
    difference = ImageChops.difference(reference, picture)
    dots = sum(difference.histogram()[CLEARLY + 1:])
    if dots <= FEW:
        return ""
    show(name, reference, picture, difference)
    return f"{dots} dots differ: build/pages/{name}.png"


def main():
    if len(sys.argv) != 4 or sys.argv[1] not in ("check", "refresh"):
        sys.exit("usage: pages.py check|refresh SET FOLDER")
    todo, group, folder = sys.argv[1:]
    pages = listed(group)
    failed = 0
    for name, file, page in pages:
        picture = render(os.path.join(folder, file), page)
        if todo == "refresh":
            refresh(name, picture)
            continue
        fault = check(name, picture)
        if fault:
            failed += 1
            print(f"not ok - page {name} ({file}, page {page}): {fault}")
    print(f"{len(pages)} pages, {len(pages) - failed} as they were")
    sys.exit(1 if failed or not pages else 0)


main()
