"""Errors a caller can act on. HTTP maps each kind to a status once, in `shared.web.errors`."""

from typing import Any, ClassVar


class PorchlightError(Exception):
    """Something a caller asked for cannot be done; `code` is stable, the message is a sentence for a human.

    `field` names the input at fault where there is one; `extra` holds members added to the problem document.
    """

    code: ClassVar[str] = "error"

    def __init__(self, message: str, *, field: str | None = None, **extra: Any) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.extra = extra


class Invalid(PorchlightError):
    """The input itself is wrong (422)."""

    code = "invalid"


class NotAuthenticated(PorchlightError):
    """Nobody is signed in, or the credential is not good (401)."""

    code = "not_authenticated"


class Forbidden(PorchlightError):
    """Known, and not allowed (403)."""

    code = "forbidden"


class NotFound(PorchlightError):
    """No such thing in this workspace (404)."""

    code = "not_found"


class Gone(PorchlightError):
    """It was here and has ended, such as an expired link (410)."""

    code = "gone"


class Conflict(PorchlightError):
    """It cannot be done in the state the thing is in now (409)."""

    code = "conflict"


class TooMany(PorchlightError):
    """Asked too often (429); `extra["retry_after"]` is in seconds."""

    code = "too_many_requests"


class Unavailable(PorchlightError):
    """Something this needs is down; asking again later may work (503)."""

    code = "unavailable"
