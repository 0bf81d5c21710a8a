"""What a test may ask of the server beside AWS itself, under /plainform/: log, reset, newer-image."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from moto.moto_api._internal.models import moto_api_backend

import request_log
from gaps import images


class Control:
    def __init__(self, application: Any):
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if not path.startswith("/plainform/"):
            return self.application(environ, start_response)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        request = json.loads(body or "{}")
        try:
            status, answer = "200 OK", self.answer(path.removeprefix("/plainform/"), request)
        except Exception as error:
            status, answer = "400 Bad Request", {"error": f"{type(error).__name__}: {error}"}
        start_response(status, [("content-type", "application/json")])
        return [json.dumps(answer, default=str).encode()]

    def answer(self, name: str, request: dict[str, Any]) -> Any:
        if name == "log":
            return request_log.entries()
        if name == "reset":
            moto_api_backend.reset()
            request_log.clear()
            return {}
        if name == "newer-image":
            return {"imageId": images.publish_newer(request["region"], request["imageId"])}
        raise ValueError(f"no such request: {name}")
