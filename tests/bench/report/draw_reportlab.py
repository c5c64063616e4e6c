"""
draw_reportlab.py LIST COUNT FILE: draw a list (list.h) COUNT times with
ReportLab, keep it in FILE; prints milliseconds of processor time a document.

ReportLab neither shapes nor tags: letters do not kern, structure is left out.
"""
import io
import sys
import time

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

NUMBERS = {
	# from the first to the last of the fields that are numbers
	"text": (2, 5), "rect": (1, 5), "circle": (1, 4), "document": (1, 3),
}


def colour(text):
	return None if text == "-" else tuple(int(text[i:i + 2], 16) / 255 for i in (0, 2, 4))


def read_list(path):
	items = []
	for line in open(path, encoding="utf-8"):
		fields = line.rstrip("\n").split("\t")
		kind = fields[0]
		if kind in NUMBERS:
			first, end = NUMBERS[kind]
			fields[first:end] = [float(field) for field in fields[first:end]]
		if kind == "font":
			pdfmetrics.registerFont(TTFont("F" + fields[1], fields[3], subfontIndex=int(fields[2])))
			continue
		if kind == "text":
			fields[1] = "F" + fields[1]
			fields[5] = colour(fields[5])
		elif kind in ("rect", "path", "circle"):
			at = {"rect": 5, "path": 1, "circle": 4}[kind]
			fields[at:at + 2] = [colour(fields[at]), colour(fields[at + 1])]
			fields[at + 2:at + 4] = [float(fields[at + 2]), float(fields[at + 3])]
		if kind == "path":
			fields[5:] = [float(field) for field in fields[5:]]
		items.append(fields)
	return items


def set_paint(canvas, fill, stroke, width, dash):
	if fill:
		canvas.setFillColorRGB(*fill)
	if stroke:
		canvas.setStrokeColorRGB(*stroke)
		canvas.setLineWidth(width)
		canvas.setDash([dash] if dash > 0 else [])
	return {"fill": int(fill is not None), "stroke": int(stroke is not None)}


def draw(items):
	_, width, height, title = items[0]
	target = io.BytesIO()
	canvas = Canvas(target, pagesize=(width, height), pageCompression=1)
	canvas.setTitle(title)
	pages = 0
	for item in items[1:]:
		kind = item[0]
		if kind == "text":
			_, font, x, y, size, fill, text = item
			canvas.setFillColorRGB(*fill)
			canvas.setFont(font, size)
			canvas.drawString(x, height - y, text)
		elif kind == "rect":
			_, x, y, w, h, fill, stroke, line, dash = item
			canvas.rect(x, height - y - h, w, h, **set_paint(canvas, fill, stroke, line, dash))
		elif kind == "circle":
			_, x, y, r, fill, stroke, line, dash = item
			canvas.circle(x, height - y, r, **set_paint(canvas, fill, stroke, line, dash))
		elif kind == "path":
			fill, stroke, line, dash = item[1:5]
			path = canvas.beginPath()
			path.moveTo(item[5], height - item[6])
			for i in range(7, len(item), 2):
				path.lineTo(item[i], height - item[i + 1])
			canvas.drawPath(path, **set_paint(canvas, fill, stroke, line, dash))
		elif kind == "page":
			if pages:
				canvas.showPage()
			pages += 1
	canvas.showPage()
	canvas.save()
	return target.getvalue()


def main():
	items = read_list(sys.argv[1])
	count = int(sys.argv[2])
	data = draw(items)
	start = time.process_time()
	for _ in range(count):
		data = draw(items)
	print("%.3f" % ((time.process_time() - start) * 1000 / count))
	with open(sys.argv[3], "wb") as file:
		file.write(data)


main()
