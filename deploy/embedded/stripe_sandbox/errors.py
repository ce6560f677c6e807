"""What Stripe answers when it refuses, as one exception with Stripe's fields."""

from http import HTTPStatus
from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """A refusal. `executed` tells one that came from doing the work, which an idempotency key then remembers."""

    def __init__(
        self,
        message: str,
        *,
        status: int = HTTPStatus.BAD_REQUEST,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        executed: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = int(status)
        self.kind = kind
        self.code = code
        self.param = param
        self.executed = executed

    def body(self) -> Json:
        """The error as it goes over the wire."""
        fields = {"type": self.kind, "code": self.code, "message": self.message, "param": self.param}
        return {"error": {name: value for name, value in fields.items() if value is not None}}


def missing(param: str) -> ApiError:
    """A parameter that has to be there is not."""
    return ApiError(f"Missing required param: {param}.", code="parameter_missing", param=param)


def no_such(kind: str, object_id: str, *, param: str, status: int = HTTPStatus.NOT_FOUND) -> ApiError:
    """The object does not exist on the account the request is for."""
    return ApiError(f"No such {kind}: '{object_id}'", status=status, code="resource_missing", param=param)


def no_access(account_id: str) -> ApiError:
    """The account does not exist here; Stripe does not tell that from one it may not show."""
    return ApiError(
        f"The provided key does not have access to account '{account_id}' (or that account does not exist).",
        status=HTTPStatus.FORBIDDEN,
        code="account_invalid",
    )
