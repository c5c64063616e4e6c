#!/usr/bin/python3
"""What is wrong with the mails of a demo; nothing printed, nothing wrong.

mails.py OUT NAMES < lines of tests/mail/parse.py

OUT is the demo's folder, NAMES a file with the name of every student, a line
each. Each mail must be one of a text and one PDF, with headers of the list,
carry a report of the demo byte for byte, and name no student outside it.
"""
import hashlib
import json
import re
import sys

HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted",
           "MIME-Version", "Content-Type"]


def faults(mail, out, names):
    if mail["headers"] != HEADERS:
        yield f"headers {mail['headers']}"
    yield from mail["defects"]
    if mail["types"] != ["multipart/mixed", "text/plain", "application/pdf"]:
        yield f"parts {mail['types']}"
    if mail["bare_line_ends"] or not mail["ascii"] or mail["longest_line"] > 76:
        yield "lines that a mail may not have"
    kind, number = re.match(r"(\w+)-(\d+)-to-", mail["file"]).groups()
    path = {"mentor": f"mentors/mentor-{number}.pdf",
            "school": f"schools/school-{number}.pdf",
            "mentees": f"schools/school-{number}-mentees.pdf"}[kind]
    with open(f"{out}/{path}", "rb") as file:
        if hashlib.sha256(file.read()).hexdigest() != mail["attachments"][0]["sha256"]:
            yield f"not the report {path}"
    said = " ".join([mail["subject"], mail["text"], mail["from"], mail["file"],
                     mail["attachments"][0]["name"], *mail["to"], *mail["to_name"]])
    for name in names:
        if name in said:
            yield "the name of a student"


def main():
    out, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        names = [line.rstrip("\n") for line in file]
    count = 0
    for line in sys.stdin:
        mail = json.loads(line)
        count += 1
        for fault in faults(mail, out, names):
            print(f"{mail['file']}: {fault}")
    if not count or not names:
        print("no mails, or no students")


main()
