/*
 * draw_typst.js LIST COUNT FILE [untagged]: draw a list (list.h) COUNT times
 * with Typst, keep it in FILE; prints milliseconds of processor time a document.
 *
 * The compiler lives in this process.  What it remembers of a document is
 * forgotten before the next, as no two reports are alike; fonts stay open.
 * Elements that the list names are not told to Typst, which tags the texts.
 */
"use strict";
const fs = require("fs");
const path = require("path");
const { NodeCompiler } = require("@myriaddreamin/typst-ts-node-compiler");

const head = `#set document(title: %TITLE%)
#set page(width: %WIDTH%pt, height: %HEIGHT%pt, margin: 0pt)
#set text(top-edge: "baseline", bottom-edge: "baseline", lang: "en", region: "US")
#let t(x, y, size, font, weight, fill, body) = place(dx: x * 1pt, dy: y * 1pt, text(size: size * 1pt, font: font, weight: weight, fill: rgb(fill), body))
#let s(paint, width, dash) = if paint == none { none } else { stroke(paint: rgb(paint), thickness: width * 1pt, dash: if dash == 0 { none } else { (dash * 1pt, dash * 1pt) }) }
#let f(paint) = if paint == none { none } else { rgb(paint) }
#let r(x, y, w, h, fill, line) = place(dx: x * 1pt, dy: y * 1pt, rect(width: w * 1pt, height: h * 1pt, fill: f(fill), stroke: line))
#let c(x, y, r, fill, line) = place(dx: (x - r) * 1pt, dy: (y - r) * 1pt, circle(radius: r * 1pt, fill: f(fill), stroke: line))
#let p(fill, line, ..points) = place(curve(fill: f(fill), stroke: line, curve.move(points.pos().first()), ..points.pos().slice(1).map(at => curve.line(at))))
`;

const string = (text) => '"' + text.replace(/[\\"]/g, "\\$&") + '"';
const colour = (text) => (text === "-" ? "none" : `"#${text}"`);
const line = (fields, at) => `s(${colour(fields[at])}, ${fields[at + 1]}, ${fields[at + 2]})`;

/* The family and weight of a file of Noto's. */
function font(file) {
	const [, family, weight] = /([^/]+)-(\w+)\.[ot]t[fc]$/.exec(file);
	const words = family.replace(/([a-z])([A-Z])/g, "$1 $2");
	return [string(words), string(weight.toLowerCase())];
}

function source(list) {
	const fonts = [];
	let text = "";
	let pages = 0;

	for (const fields of list.split("\n").map((row) => row.split("\t"))) {
		switch (fields[0]) {
			case "document":
				text = head.replace("%WIDTH%", fields[1]).replace("%HEIGHT%", fields[2])
					.replace("%TITLE%", () => string(fields[3]));
				break;
			case "font":
				fonts[fields[1]] = { file: fields[3], names: font(fields[3]) };
				break;
			case "page":
				text += pages++ > 0 ? "#pagebreak()\n" : "";
				break;
			case "text":
				text += `#t(${fields[2]}, ${fields[3]}, ${fields[4]}, ${fonts[fields[1]].names}, ${colour(fields[5])}, ${string(fields[6])})\n`;
				break;
			case "rect":
				text += `#r(${fields.slice(1, 5)}, ${colour(fields[5])}, ${line(fields, 6)})\n`;
				break;
			case "circle":
				text += `#c(${fields.slice(1, 4)}, ${colour(fields[4])}, ${line(fields, 5)})\n`;
				break;
			case "path": {
				const points = [];
				for (let i = 5; i < fields.length; i += 2)
					points.push(`(${fields[i]}pt, ${fields[i + 1]}pt)`);
				text += `#p(${colour(fields[1])}, ${line(fields, 2)}, ${points.join(", ")})\n`;
				break;
			}
		}
	}
	return { text, files: fonts.map((one) => one.file) };
}

function main([list, count, target, untagged]) {
	const { text, files } = source(fs.readFileSync(list, "utf8"));
	const compiler = NodeCompiler.create({
		workspace: path.dirname(path.resolve(list)),
		fontArgs: [{ fontBlobs: files.map((file) => fs.readFileSync(file)) }],
	});
	const draw = () => {
		compiler.evictCache(0);
		return compiler.pdf({ mainFileContent: text }, { pdfTags: !untagged });
	};
	let data = draw();
	const start = process.cpuUsage();

	for (let i = 0; i < count; i++)
		data = draw();
	const used = process.cpuUsage(start);
	console.log(((used.user + used.system) / 1000 / count).toFixed(3));
	fs.writeFileSync(target, data);
}

main(process.argv.slice(2));
