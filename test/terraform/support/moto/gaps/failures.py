"""What moto cannot do, said at once."""

import sys
import traceback
from typing import Any

from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult, BaseResponse
from werkzeug.exceptions import HTTPException

import request_log


def fail_at_once() -> None:
    """AWS has no missing actions. Moto answers one, and each of its own mistakes, with a 500, which the provider
    retries for up to 20 minutes: answer 400 with the reason instead, which ends the apply there."""
    call_action = BaseResponse.call_action

    def call(self: BaseResponse) -> Any:
        try:
            return call_action(self)
        except HTTPException:
            raise
        except Exception as error:
            action = f"{self.service_name}:{self._get_action()}"
            reason = f"moto failed in {action}: {type(error).__name__}: {error}"
            request_log.report("error", reason)
            traceback.print_exc(file=sys.stderr)
            refusal = failure_of(self)("MotoFailure", reason)
            status, headers, body = self.serialized(ActionResult(refusal))
            return 400 if status >= 500 else status, headers, body

    BaseResponse.call_action = call  # type: ignore[method-assign]


def failure_of(request: BaseResponse) -> type[ServiceException]:
    """Moto finds the shape of an error through the module that its class is in: the service's own."""
    return type("MotoFailure", (ServiceException,), {"__module__": type(request).__module__})


def close() -> None:
    fail_at_once()
