#!/usr/bin/python3
"""A mail server on loopback that does to each mail what it is told.

  smtp_server.py --port N --folder DIR [--cert FILE --key FILE]
                 [--implicit] [--user NAME --password WORD]

With a certificate it offers STARTTLS and takes no mail without; --implicit
speaks TLS from the first byte.  Without a certificate it speaks in clear.
It prints "ready" when it listens and ends when its standard input does.

In DIR it keeps
  N.eml   each mail that it took, as it came; the recipient is in N.to
  log     a line for each thing that happened:  mail tls FROM,  rcpt TO,
          data TO CODE,  drop before TO,  drop after TO
  rules   what it is told; written by the test, read anew each time.  A line is
          STAGE WHOM ANSWER, the first that fits counts:
            rcpt  * 450 4.2.1 try again later
            data  ann@example.org 554 5.7.1 refused
            drop  before   hangs up when all of the mail is there, without it
            drop  after    takes the mail, and hangs up without a word
            wait  SECONDS  answers a mail that late
            greet 421 busy
"""
import argparse
import asyncio
import os
import ssl
import sys

sys.path.insert(0, '/usr/lib/python3/dist-packages')

from aiosmtpd.controller import Controller  # noqa: E402
from aiosmtpd.smtp import SMTP, AuthResult  # noqa: E402


class Server:
    def __init__(self, folder):
        self.folder = folder
        self.log_file = open(os.path.join(folder, 'log'), 'a', buffering=1)
        self.taken = sum(name.endswith('.eml') for name in os.listdir(folder))

    def note(self, text):
        self.log_file.write(text + '\n')

    def rule(self, stage, whom=None):
        """The answer of the first rule that fits, or None."""
        try:
            with open(os.path.join(self.folder, 'rules')) as rules:
                lines = [line.rstrip('\n').split(' ', 2) for line in rules]
        except FileNotFoundError:
            return None
        for line in lines:
            if line[0] == stage and (whom is None or line[1] in ('*', whom)):
                return ' '.join(line[1:]) if whom is None else line[2]
        return None

    def keep(self, envelope):
        self.taken += 1
        name = os.path.join(self.folder, '%06d' % self.taken)
        with open(name + '.to', 'w') as file:
            file.write(envelope.rcpt_tos[0] + '\n')
        with open(name + '.eml', 'wb') as file:
            file.write(envelope.original_content)

    async def handle_MAIL(self, server, session, envelope, address, options):
        self.note('mail %s %s' % ('tls' if session.ssl else 'clear', address))
        answer = self.rule('mail', address)
        if answer:
            return answer
        envelope.mail_from = address
        return '250 2.1.0 sender fine'

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.note('rcpt ' + address)
        answer = self.rule('rcpt', address)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return '250 2.1.5 recipient fine'

    async def handle_DATA(self, server, session, envelope):
        to = envelope.rcpt_tos[0]
        drop = self.rule('drop')
        if drop == 'before':
            self.note('drop before ' + to)
            server.transport.abort()
            return None
        answer = self.rule('data', to) or '250 2.0.0 taken'
        if answer.startswith('2'):
            self.keep(envelope)
        if drop == 'after':
            self.note('drop after ' + to)
            server.transport.abort()
            return None
        wait = self.rule('wait')
        if wait:
            await asyncio.sleep(float(wait))
        self.note('data %s %s' % (to, answer[:3]))
        return answer


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--port', type=int, required=True)
    parser.add_argument('--folder', required=True)
    parser.add_argument('--cert')
    parser.add_argument('--key')
    parser.add_argument('--implicit', action='store_true')
    parser.add_argument('--user')
    parser.add_argument('--password')
    options = parser.parse_args()
    handler = Server(options.folder)
    context = None
    if options.cert:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.cert, options.key)

    def log_in(server, session, envelope, mechanism, data):
        good = data.login.decode() == options.user and \
            data.password.decode() == options.password
        handler.note('login ' + ('good' if good else 'bad'))
        return AuthResult(success=good, handled=good)

    class Speaker(SMTP):
        async def push(self, status):
            greet = handler.rule('greet')
            if greet and isinstance(status, str) and status.startswith('220 ') \
                    and not self.session.host_name:
                status = greet
            await super().push(status)

    class Listener(Controller):
        def factory(self):
            return Speaker(handler, enable_SMTPUTF8=True, hostname='localhost',
                           ident='test', data_size_limit=40000000,
                           tls_context=None if options.implicit else context,
                           require_starttls=bool(context) and not options.implicit,
                           auth_required=bool(options.user),
                           auth_require_tls=not options.implicit,
                           authenticator=log_in if options.user else None)

    listener = Listener(handler, hostname='127.0.0.1', port=options.port,
                        ssl_context=context if options.implicit else None)
    listener.start()
    print('ready', flush=True)
    sys.stdin.read()
    listener.stop()


main()
