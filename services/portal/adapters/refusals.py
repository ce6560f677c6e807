"""What a service refuses, as its problem document says it."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import httpx

from shared.errors import PorchlightError


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One field at fault and why."""

    field: str
    message: str


class Refused(PorchlightError):
    """A service's answer that is not a good one: its status, stable code, sentence, and the fields at fault."""

    def __init__(
        self, service: str, status: int, code: str, message: str, fields: Sequence[FieldProblem] = (), **extra: Any
    ) -> None:
        super().__init__(message, **extra)
        self.service = service
        self.status = status
        self.reason = code
        self.fields = fields

    @property
    def is_correctable(self) -> bool:
        """Whether whoever asked can do something about it: send something else, or see what has changed meanwhile."""
        return self.status in {HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY}

    @classmethod
    def by(cls, service: str, answer: httpx.Response) -> "Refused":
        """What `answer` says; an answer in a form that is not ours counts as the service's own failure."""
        try:
            document = answer.json()
            code, detail = str(document["code"]), str(document["detail"])
            fields = [FieldProblem(str(one["field"]), str(one["message"])) for one in document.get("errors") or ()]
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls(service, int(HTTPStatus.BAD_GATEWAY), "internal_error", "Something went wrong on our side.")
        known = {"type", "title", "status", "detail", "code", "errors", "correlation_id", "instance"}
        extra = {name: value for name, value in document.items() if name not in known}
        return cls(service, answer.status_code, code, detail, fields, **extra)
