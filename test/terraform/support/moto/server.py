"""A moto server for a test of its own: moto itself, its gaps closed, and a log of what was asked of it.

    python3 server.py          one server, which ends when its standard input closes
    python3 server.py SOCKET   one for each connection to SOCKET, which ends when the connection does: what moto loads
                               when it starts, which takes seconds, is loaded once

Each prints one line `listening http://127.0.0.1:PORT` once it accepts connections, to standard output or to its
connection. A test process that dies, however it dies, takes its servers with it.
"""

import os
import select
import signal
import socket
import sys
import threading
from collections.abc import Callable

from moto.moto_api._internal import mock_random
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import Client

import control
import request_log
from gaps import budgets, failures, images, instances, lifecycle, network, spot


class QuietHandler(WSGIRequestHandler):
    """The request log says more than an access log would."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


def close_gaps() -> None:
    # The order matters where two gaps wrap one action: what refuses a launch comes after what launches.
    for gap in (network, spot, instances, images, budgets, lifecycle, failures):
        gap.close()
    request_log.watch()


def serve(services: DomainDispatcherApplication, announce: Callable[[str], object], wait_for_end: Callable[[], object]) -> None:
    def end_with_parent() -> None:
        wait_for_end()
        os._exit(0)

    application = control.Control(request_log.Recorder(services))
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=QuietHandler)
    # Some of moto's services call moto itself.
    os.environ["MOTO_PORT"] = str(server.server_port)
    threading.Thread(target=end_with_parent, daemon=True).start()
    announce(f"listening http://127.0.0.1:{server.server_port}\n")
    server.serve_forever()


def warm(services: DomainDispatcherApplication) -> None:
    """Asks what every system asks; each server would otherwise load that much on its first requests."""
    for service, request in (("sts", "GetCallerIdentity"), ("ec2", "DescribeVpcs"), ("iam", "ListRoles")):
        scope = f"AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20000101/us-east-1/{service}/aws4_request"
        Client(services).post("/", data={"Action": request}, headers={"Authorization": scope})
    Client(services).get("/", headers={"Host": "s3.amazonaws.com"})


def serve_many(services: DomainDispatcherApplication, path: str) -> None:
    warm(services)
    request_log.clear()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()
    print("ready", flush=True)
    while select.select([listener, sys.stdin], [], [])[0] == [listener]:
        connection, _ = listener.accept()
        if os.fork() > 0:
            connection.close()
            continue
        listener.close()
        # Otherwise they all would give the same names.
        mock_random.seed()
        serve(services, lambda text: connection.sendall(text.encode()), lambda: connection.recv(1))


def main() -> None:
    close_gaps()
    services = DomainDispatcherApplication(create_backend_app)
    if len(sys.argv) == 1:
        serve(services, lambda text: print(text, end="", flush=True), sys.stdin.buffer.read)
    else:
        serve_many(services, sys.argv[1])


if __name__ == "__main__":
    main()
