#!/usr/bin/python3
"""A mail server on the loopback interface that does as the test wishes.

server.py SPOOL PORTFILE [--certificate PEM] [--tls starttls|implicit|none]
          [--login USER:PASSWORD]

Takes a free port and writes it to PORTFILE. Each mail goes to SPOOL, its
envelope in front. Writes a line for each command to standard output, with
"tls" or "CLEAR". What to do with the next mails is read from SPOOL/wishes,
one a line, each used up by one recipient or mail:

  rcpt CODE       answer RCPT with the code
  mail CODE       answer MAIL with the code
  data CODE       keep nothing, answer the end of the mail with the code
  drop            keep the mail, and cut the connection instead of answering
  cut             cut the connection at RCPT
  stall SECONDS   keep the mail, and answer after so long
  hang SECONDS    wait so long before answering RCPT
  ok              take it
"""
import argparse
import asyncio
import os
import signal
import ssl
import sys
import time

from aiosmtpd.smtp import SMTP, AuthResult


class Handler:
    """Answers as the wishes say, and keeps what it takes."""

    def __init__(self, spool):
        self.spool = spool
        self.count = 0

    def wish(self, *kinds):
        """The next wish, if it is of one of these kinds."""
        path = os.path.join(self.spool, "wishes")
        try:
            with open(path, encoding="ascii") as file:
                wishes = file.read().splitlines()
        except FileNotFoundError:
            return None, None
        if not wishes or wishes[0].split()[0] not in kinds:
            return None, None
        with open(path + ".new", "w", encoding="ascii") as file:
            file.writelines(line + "\n" for line in wishes[1:])
        os.replace(path + ".new", path)
        words = wishes[0].split()
        return words[0], words[1] if len(words) > 1 else None

    @staticmethod
    def log(server, session, *words):
        tls = server.transport.get_extra_info("ssl_object") is not None
        print("tls" if tls else "CLEAR", session.peer[1], *words, flush=True)

    async def handle_MAIL(self, server, session, envelope, address, options):
        self.log(server, session, "MAIL", repr(address), *options)
        kind, argument = self.wish("mail")
        if kind:
            return f"{argument} as you wish"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.log(server, session, "RCPT", repr(address), *options)
        kind, argument = self.wish("rcpt", "cut", "hang")
        if kind == "rcpt":
            return f"{argument} as you wish"
        if kind == "cut":
            server.transport.abort()
            return "421 cut"
        if kind == "hang":
            await asyncio.sleep(float(argument))
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        kind, argument = self.wish("data", "drop", "stall", "ok")
        self.log(server, session, "DATA", len(envelope.content))
        if kind == "data":
            return f"{argument} as you wish"
        self.count += 1
        name = os.path.join(self.spool, f"{time.time_ns()}-{self.count}.eml")
        with open(name + ".new", "wb") as file:
            file.write(b"X-Envelope: %s > %s\r\n" % (envelope.mail_from.encode(),
                                                     ",".join(envelope.rcpt_tos).encode()))
            file.write(envelope.original_content)
        os.replace(name + ".new", name)
        if kind == "drop":
            server.transport.abort()
            return "421 dropped"
        if kind == "stall":
            await asyncio.sleep(float(argument))
        return "250 2.0.0 taken"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("spool")
    parser.add_argument("portfile")
    parser.add_argument("--certificate")
    parser.add_argument("--tls", default="starttls", choices=["starttls", "implicit", "none"])
    parser.add_argument("--login")
    parser.add_argument("--port", type=int, default=0)
    arguments = parser.parse_args()

    context = None
    if arguments.tls != "none":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(arguments.certificate)
    options = {"hostname": "mail.test"}
    if arguments.login:
        user, password = arguments.login.split(":")

        def authenticate(server, session, envelope, mechanism, login):
            good = (login.login.decode() == user and login.password.decode() == password)
            Handler.log(server, session, "AUTH", mechanism, "good" if good else "bad")
            return AuthResult(success=good, handled=False)

        options.update(authenticator=authenticate, auth_required=True,
                       auth_require_tls=arguments.tls == "starttls")
    if arguments.tls == "starttls":
        options["tls_context"] = context
    handler = Handler(arguments.spool)

    async def serve():
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: SMTP(handler, **options), "127.0.0.1", arguments.port,
            ssl=context if arguments.tls == "implicit" else None)
        port = server.sockets[0].getsockname()[1]
        with open(arguments.portfile + ".new", "w", encoding="ascii") as file:
            file.write(f"{port}\n")
        os.replace(arguments.portfile + ".new", arguments.portfile)
        await asyncio.Event().wait()

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    asyncio.run(serve())


if __name__ == "__main__":
    main()
