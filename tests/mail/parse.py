#!/usr/bin/python3
"""Reads mails with Python's own library, and tells what a mail reader sees.

parse.py FILE...

Prints a line of JSON for each: the names of its headers, in order; every
header field of every part, decoded; what the library found wrong; sender, recipient, subject, date and Message-ID, decoded;
the text; and of each attachment name, type, SHA-256 and its first bytes. A
line "X-Envelope" in front, which the test server adds, is told apart.
"""
import email
import email.policy
import hashlib
import json
import sys


def read(path):
    with open(path, "rb") as file:
        data = file.read()
    envelope = None
    if data.startswith(b"X-Envelope: "):
        first, data = data.split(b"\r\n", 1)
        envelope = first[12:].decode("ascii")
    message = email.message_from_bytes(data, policy=email.policy.SMTP)
    body = message.get_body(preferencelist=("plain",))
    parts = [part for part in message.walk()]
    return {
        "file": path.rsplit("/", 1)[-1],
        "envelope": envelope,
        "sha256": hashlib.sha256(data).hexdigest(),
        "bare_line_ends": len(data.replace(b"\r\n", b"")) - len(
            data.replace(b"\r\n", b"").replace(b"\r", b"").replace(b"\n", b"")),
        "longest_line": max(len(line) for line in data.split(b"\r\n")),
        "ascii": data.isascii(),
        "headers": [name for name, _ in message.items()],
        "fields": [[name, str(value)] for part in parts for name, value in part.items()],
        "defects": [str(defect) for part in parts for defect in part.defects] + [
            str(defect) for part in parts for _, value in part.items()
            for defect in value.defects],
        "types": [part.get_content_type() for part in parts],
        "from": str(message["From"]),
        "to": [address.addr_spec for address in message["To"].addresses],
        "to_name": [address.display_name for address in message["To"].addresses],
        "reply_to": str(message["Reply-To"]),
        "subject": str(message["Subject"]),
        "date": message["Date"].datetime.isoformat(),
        "message_id": str(message["Message-ID"]),
        "auto_submitted": str(message["Auto-Submitted"]),
        "text": body.get_content(),
        "attachments": [{
            "name": part.get_filename(),
            "type": part.get_content_type(),
            "sha256": hashlib.sha256(part.get_content()).hexdigest(),
            "begin": part.get_content()[:5].decode("latin-1"),
        } for part in message.iter_attachments()],
    }


for name in sys.argv[1:]:
    print(json.dumps(read(name)))
