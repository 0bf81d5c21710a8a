"""What was asked of the fake AWS, in order, with what it answered: tests assert on it."""

import json
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from typing import Any

from moto.core.responses import BaseResponse
from moto.s3.responses import S3Response

_entries: list[dict[str, Any]] = []
_lock = threading.Lock()
# The server gives each request a thread of its own, so this belongs to the request being answered.
_current = threading.local()


def entries() -> list[dict[str, Any]]:
    with _lock:
        return list(_entries)


def clear() -> None:
    with _lock:
        _entries.clear()


def report(severity: str, message: str) -> None:
    """Writes down something that moto lets pass and AWS would not, or would do differently."""
    _add({"kind": "event", "severity": severity, "message": message})


def _add(entry: dict[str, Any]) -> None:
    with _lock:
        _entries.append(entry)


def _parameters(response: BaseResponse) -> dict[str, Any]:
    if response.form_data:
        ignored = ("Action", "Version")
        return {key: value for key, value in response.form_data.items() if key not in ignored}
    try:
        body = json.loads(response.body or "{}")
    except (TypeError, ValueError):
        return {}
    return body if isinstance(body, dict) else {}


def watch() -> None:
    """Learns the name of each action where moto does: in the two places that all its services share."""
    call_action = BaseResponse.call_action
    set_action = S3Response._set_action

    def call_action_noted(self: BaseResponse) -> Any:
        action, parameters = self._get_action(), _parameters(self)
        entry = {"kind": "call", "service": self.service_name, "action": action, "parameters": parameters}
        _current.entry = entry
        # Before the answer, so that the events an action causes follow it in the log.
        _add(entry)
        return call_action(self)

    def set_action_noted(self: S3Response, *arguments: Any) -> None:
        set_action(self, *arguments)
        parameters = {"Path": self.path}
        entry = {"kind": "call", "service": "s3", "action": self.data.get("Action"), "parameters": parameters}
        _current.entry = entry
        _add(entry)

    BaseResponse.call_action = call_action_noted  # type: ignore[method-assign]
    S3Response._set_action = set_action_noted  # type: ignore[method-assign]


class Recorder:
    """Adds the HTTP status to each request's entry; answers no 5xx, which clients retry for minutes."""

    def __init__(self, application: Any):
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        _current.entry = None

        def start_noted(status: str, *rest: Any) -> Any:
            code = int(status.split()[0])
            if code >= 500:
                report("error", f"moto answered {status} to {request_line(environ)}")
                code, status = 400, "400 Bad Request"
            if _current.entry is not None:
                _current.entry["status"] = code
            return start_response(status, *rest)

        try:
            return self.application(environ, start_noted)
        except Exception as error:
            traceback.print_exc(file=sys.stderr)
            reason = f"moto failed in {request_line(environ)}: {type(error).__name__}: {error}"
            report("error", reason)
            start_response("400 Bad Request", [("content-type", "text/plain")])
            return [reason.encode()]


def request_line(environ: dict[str, Any]) -> str:
    keys = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING")
    return " ".join(str(environ.get(key, "")) for key in keys).strip()
