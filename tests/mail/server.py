#!/usr/bin/python3
"""A mail server on the loopback interface that does as the test wishes.

server.py SPOOL PORTFILE [--certificate PEM] [--tls starttls|implicit|none|old]
          [--login USER:PASSWORD]

Takes a free port and writes it to PORTFILE; ends with the process that
started it. Each mail goes to SPOOL, its envelope in front. Writes a line for
each AUTH, MAIL, RCPT and DATA to standard output, with "tls" or "CLEAR". With
"--tls old", STARTTLS is TLS 1.0 or 1.1.

What goes wrong is read from SPOOL/wishes, a line "STAGE FAULT [SECONDS]" each,
used up by the first command of that stage:

  greeting      the connection is there
  hello         the first EHLO
  starttls      STARTTLS
  handshake     STARTTLS was answered, TLS begins
  again         the EHLO after that
  auth, mail, rcpt, data
  body          the first line of the mail is there
  end           all of the mail is there
  quit

  CODE          answer with the code; nothing is kept; the connection is closed
                after 421
  cut           cut the connection; at "end", keep the mail first
  lose          at "end": cut the connection, and keep nothing
  garbage       answer with bytes that are no reply, and close the connection
  odd           answer with a code that there is none
  long          answer as always, with 100,000 characters more
  stall         wait so many seconds, then go on
  inject        at "handshake": send replies in clear behind the one to STARTTLS

A line "ok" lets one mail pass.
"""
import argparse
import asyncio
import ctypes
import os
import signal
import ssl
import sys
import time

from aiosmtpd.smtp import SMTP, AuthResult

PR_SET_PDEATHSIG = 1
GARBAGE = b"\x80\xff\x00\x1b[31m%s%n nonsense"
INJECTED = b"\r\n250-mail.test\r\n250 AUTH PLAIN LOGIN\r\n235 come in\r\n250 OK"


class Handler:
    """Answers as the wishes say, and keeps what it takes."""

    def __init__(self, spool):
        self.spool = spool
        self.count = 0

    def wish(self, *stages):
        """The fault that comes next, and its seconds, if it is of one of these stages."""
        path = os.path.join(self.spool, "wishes")
        try:
            with open(path, encoding="ascii") as file:
                wishes = file.read().splitlines()
        except FileNotFoundError:
            return None, None
        if not wishes or wishes[0].split()[0] not in stages:
            return None, None
        with open(path + ".new", "w", encoding="ascii") as file:
            file.writelines(line + "\n" for line in wishes[1:])
        os.replace(path + ".new", path)
        words = wishes[0].split() + [None, None]
        return words[1], words[2]

    def keep(self, envelope):
        self.count += 1
        name = os.path.join(self.spool, f"{time.time_ns()}-{self.count}.eml")
        with open(name + ".new", "wb") as file:
            file.write(b"X-Envelope: %s > %s\r\n" % (envelope.mail_from.encode(),
                                                     ",".join(envelope.rcpt_tos).encode()))
            file.write(envelope.original_content)
        os.replace(name + ".new", name)

    async def handle_DATA(self, server, session, envelope):
        fault, seconds = self.wish("end", "ok")
        if not fault or not (fault.isdigit() or fault == "lose"):
            self.keep(envelope)
        return await server.instead(fault, seconds) or "250 2.0.0 taken"


class Server(SMTP):
    """aiosmtpd's, with faults."""

    greeted = False
    padding = ""

    def log(self, *words):
        tls = self.transport.get_extra_info("ssl_object") is not None
        print("tls" if tls else "CLEAR", self.session.peer[1], *words, flush=True)

    async def instead(self, fault, seconds):
        """What to say instead of what would be said; None: nothing."""
        if not fault:
            return None
        if fault == "stall":
            await asyncio.sleep(float(seconds))
            return None
        if fault in ("cut", "lose"):
            self.transport.abort()
            return "421 cut"
        if fault == "long":
            self.padding = " " + "x" * 100_000
            return None
        if fault in ("421", "garbage"):
            self.loop.call_soon(self.transport.close)
        if fault == "garbage":
            return GARBAGE
        return "999 no such code" if fault == "odd" else f"{fault} as you wish"

    async def push(self, status):
        if not self.greeted:
            self.greeted = True
            status = await self.instead(*self.event_handler.wish("greeting")) or status
        if self.padding:
            status += self.padding
            self.padding = ""
        await super().push(status)

    async def smtp_STARTTLS(self, arg):
        status = await self.instead(*self.event_handler.wish("starttls"))
        if status:
            return await self.push(status)
        fault, seconds = self.event_handler.wish("handshake")
        if fault == "inject":
            # one segment, as a man in the middle would send it
            self._writer.write(b"220 Ready to start TLS" + INJECTED[:-1])
            return await super().smtp_STARTTLS(arg)
        if fault:
            await self.push("220 Ready to start TLS")
            # what follows is not taken for a part of the reply
            await asyncio.sleep(0.3)
            return await self.push(await self.instead(fault, seconds) or "421 too late")
        return await super().smtp_STARTTLS(arg)

    async def smtp_DATA(self, arg):
        fault, seconds = self.event_handler.wish("body")
        if not fault:
            return await super().smtp_DATA(arg)
        await self.push("354 go on")
        await self._reader.readline()
        return await self.push(await self.instead(fault, seconds) or "421 too late")


def with_faults(method, verb):
    async def command(self, arg):
        stage = verb.lower()
        if verb == "EHLO":
            stage = "again" if self._tls_protocol else "hello"
        elif verb != "QUIT":
            # the argument of AUTH is the password
            self.log(verb, *([] if verb == "AUTH" else [arg or ""]))
        status = await self.instead(*self.event_handler.wish(stage))
        if status:
            await self.push(status)
        else:
            await method(self, arg)
    return command


for name in ("EHLO", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"):
    setattr(Server, f"smtp_{name}", with_faults(getattr(Server, f"smtp_{name}"), name))


def end_with_parent():
    parent = os.getppid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit(0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("spool")
    parser.add_argument("portfile")
    parser.add_argument("--certificate")
    parser.add_argument("--tls", default="starttls", choices=["starttls", "implicit", "none", "old"])
    parser.add_argument("--login")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    end_with_parent()

    context = None
    if arguments.tls != "none":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(arguments.certificate)
    if arguments.tls == "old":
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    options = {"hostname": "mail.test"}
    if arguments.login:
        user, password = arguments.login.split(":")

        def authenticate(server, session, envelope, mechanism, login):
            good = (login.login.decode() == user and login.password.decode() == password)
            server.log("AUTH", mechanism, "good" if good else "bad")
            return AuthResult(success=good, handled=False)

        options.update(authenticator=authenticate, auth_required=True,
                       auth_require_tls=arguments.tls != "implicit")
    if arguments.tls in ("starttls", "old"):
        options["tls_context"] = context
    handler = Handler(arguments.spool)

    async def serve():
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: Server(handler, **options), "127.0.0.1", 0,
            ssl=context if arguments.tls == "implicit" else None)
        port = server.sockets[0].getsockname()[1]
        with open(arguments.portfile + ".new", "w", encoding="ascii") as file:
            file.write(f"{port}\n")
        os.replace(arguments.portfile + ".new", arguments.portfile)
        await asyncio.Event().wait()

    asyncio.run(serve())


if __name__ == "__main__":
    main()
