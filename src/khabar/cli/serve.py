"""Open a ledger in the browser: the web application, in Arabic and English, on this machine.

It listens on loopback until Ctrl-C. Nothing is loaded from elsewhere, and the ledger may be read into meanwhile.
Beyond loopback (--host, --proxy) everybody needs an account: see khabar account --help.
"""

from __future__ import annotations

import argparse
import socket
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--ledger`, and where to listen."""
    parser.add_argument("--ledger", "-l", required=True, metavar="FILE", help="the ledger to show")
    parser.add_argument(
        "--port", type=_port, default=8765, metavar="N", help="port (default: 8765; 0: any that is free)"
    )
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="ADDRESS", help="address to listen on (default: loopback)"
    )
    parser.add_argument(
        "--name", action="append", default=[], metavar="HOST", help="a name it is asked by, beside --host (repeatable)"
    )
    parser.add_argument("--certificate", metavar="FILE", help="TLS certificate (PEM), for https; with --key")
    parser.add_argument("--key", metavar="FILE", help="the certificate's private key (PEM)")
    parser.add_argument(
        "--proxy", action="store_true", help="a proxy on this machine passes on the requests of others, over TLS"
    )
    parser.add_argument("--open", action="store_true", help="open it in the browser")


def run(args: argparse.Namespace) -> int:
    """Serve until stopped."""
    from khabar.ledger import open_ledger
    from khabar.web.app import create_app
    from khabar.web.entry import is_open_to_others
    from khabar.web.settings import Settings

    open_ledger(args.ledger).close()  # what is wrong with it is better said here than on every page
    settings = Settings(Path(args.ledger), args.host, tuple(args.name), proxied=args.proxy)
    app = create_app(settings)
    _check_certificate(args)
    listening = _listen(args.host, args.port)
    import uvicorn

    host, port = args.host, listening.getsockname()[1]
    address = f"http{'s' if args.certificate else ''}://{f'[{host}]' if ':' in host else host}:{port}/"
    print(f"{args.ledger} is open at {address} (Ctrl-C ends)", flush=True)
    if is_open_to_others(settings) and not (args.certificate or args.proxy):
        print(
            "khabar: without TLS, passwords and pages can be read on the way: give --certificate and --key, or"
            " put a proxy before it that speaks TLS and give --proxy",
            file=sys.stderr,
        )
    if args.open:
        import webbrowser

        webbrowser.open(address)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, lifespan="off", ws="none",
        proxy_headers=args.proxy, forwarded_allow_ips="127.0.0.1,::1",
        ssl_certfile=args.certificate, ssl_keyfile=args.key,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])
    return 0


def _check_certificate(args: argparse.Namespace) -> None:
    """KhabarError `certificate-unusable`, before anything listens."""
    import ssl

    from khabar.errors import error

    if not args.certificate and not args.key:
        return
    if not args.certificate or not args.key:
        raise error("certificate-unusable", name=args.certificate or args.key, why="one of the two is missing")
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(args.certificate, args.key)
    except (OSError, ssl.SSLError) as problem:
        raise error("certificate-unusable", name=args.certificate, why=problem.strerror or problem) from None


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; KhabarError `port-taken` or `host-unusable`."""
    import errno

    from khabar.errors import error

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)
    except OSError as problem:
        listening.close()
        code = "port-taken" if problem.errno in (errno.EADDRINUSE, errno.EACCES) else "host-unusable"
        raise error(code, host=host, port=port, why=problem.strerror or problem) from None
    return listening


def _port(value: str) -> int:
    if not (value.isascii() and value.isdigit() and int(value) <= 65535):
        raise argparse.ArgumentTypeError(f"{value!r} is no port (0 to 65535)")
    return int(value)
