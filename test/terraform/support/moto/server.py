"""A moto server for one test file: moto itself, its gaps closed, and a log of what was asked of it.

Prints one line `listening http://127.0.0.1:PORT` once it accepts connections, and ends when its standard
input closes: a test process that dies, however it dies, takes its server with it.
"""

import os
import sys
import threading

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

import control
import request_log
from gaps import budgets, failures, images, instances, lifecycle, network, spot


class QuietHandler(WSGIRequestHandler):
    """The request log says more than an access log would."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


def end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    # The order matters where two gaps wrap one action: what refuses a launch comes after what launches.
    for gap in (network, spot, instances, images, budgets, lifecycle, failures):
        gap.close()
    request_log.watch()

    application = control.Control(request_log.Recorder(DomainDispatcherApplication(create_backend_app)))
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=QuietHandler)
    # Some of moto's services call moto itself.
    os.environ["MOTO_PORT"] = str(server.server_port)
    threading.Thread(target=end_with_parent, daemon=True).start()
    print(f"listening http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
