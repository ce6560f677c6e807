"""The forms of an estimate's page: what was filled in, and what is to be corrected in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.datastructures import FormData

from services.portal.adapters.refusals import FieldProblem, Refused
from services.portal.pages.forms import count_in, text_in
from services.portal.pages.quote_views import DECLINE_REASONS
from services.portal.pages.views import FieldError
from shared.words import named, say

_KEPT = (
    "signer_name",
    "signature_kind",
    "signature_text",
    "consent",
    "reason",
    "decline_text",
    "note_text",
    "change_request",
    "day_1",
    "day_2",
    "day_3",
    "day_note",
)
# The inputs that the services' own names of fields stand for; what is chosen has no input of its own to point at.
_INPUTS = {
    "signer_name": "signer_name",
    "consent": "consent",
    "signature.text": "signature_text",
    "reason": "decline_text",
    "text": "note_text",
    "days": "day_1",
    "note": "day_note",
}
_ELSEWHERE = "content"
# A service's sentence begins with its own name of the field; people know it by its label.
_LABELS = {
    "signer_name": say("Your full name"),
    "signature.text": say("Your signature"),
    "signature.png_base64": say("Your signature"),
    "reason": say("What you would like to add"),
    "text": say("Your message"),
    "days": say("The day"),
    "note": say("What else there is to say"),
}
_DAYS = ("day_1", "day_2", "day_3")


@dataclass(frozen=True, slots=True)
class Answers:
    """A form as it was posted."""

    form: FormData

    def text(self, name: str) -> str:
        """One field; empty where it is missing or a file."""
        return text_in(self.form, name)

    @property
    def version(self) -> int:
        """The version that was on the screen; one that is not told is none there is."""
        return count_in(self.text("version")) or 0

    @property
    def items(self) -> list[str]:
        """The extras that were ticked."""
        return [item for item in self.form.getlist("item") if isinstance(item, str) and item]

    @property
    def choice(self) -> dict[str, str | int | list[str] | None]:
        """What was chosen, as the page asks for its totals."""
        plan = self.text("maintenance_plan_id") or None
        return {"option_id": self.text("option_id") or None, "plan": plan, "item": self.items or None}

    def kept(self, *names: str) -> dict[str, str]:
        """What was typed, to be given back; all of it unless `names` are given."""
        return {name: self.text(name) for name in names or _KEPT if self.text(name)}


def signing_errors(answers: Answers) -> list[FieldError]:
    """What is missing for a signature."""
    checks = [("signer_name", bool(answers.text("signer_name")), say("Enter your full name."))]
    if answers.text("signature_kind") == "drawn":
        checks.append(("signature", bool(answers.text("signature_png")), say("Draw your signature, or type it.")))
    else:
        checks.append(
            ("signature_text", bool(answers.text("signature_text")), say("Type your name as your signature."))
        )
    checks.append(("consent", answers.text("consent") == "yes", say("Tick the box to sign electronically.")))
    return _unmet(checks)


def same_name(one: str, other: str) -> bool:
    """Whether two people may be one, to go by their names."""
    return one.casefold().split() == other.casefold().split()


def decline_errors(answers: Answers) -> list[FieldError]:
    """What is missing for declining."""
    return _unmet([("reason", answers.text("reason") in DECLINE_REASONS, say("Choose the main reason."))])


def note_errors(answers: Answers) -> list[FieldError]:
    """What is missing for a message."""
    return _unmet([("note_text", bool(answers.text("note_text")), say("Write a message first."))])


def wish_errors(answers: Answers) -> list[FieldError]:
    """What is missing for asking for another time."""
    return _unmet([("day_1", bool(days_of(answers)), say("Choose a day that would suit you."))]) or [
        FieldError(field=name, message=say("Enter the day as 2026-12-31, or choose it from the calendar."))
        for name in _DAYS
        if answers.text(name) and not _is_day(answers.text(name))
    ]


def days_of(answers: Answers) -> list[str]:
    """The days that would suit, in the order they were given in."""
    return [answers.text(name) for name in _DAYS if answers.text(name)]


def acceptance_of(answers: Answers) -> dict[str, Any]:
    """The acceptance as quotes takes it."""
    drawn = answers.text("signature_kind") == "drawn"
    signature = {"kind": "drawn", "png_base64": answers.text("signature_png")}
    typed = {"kind": "typed", "text": answers.text("signature_text")}
    body: dict[str, Any] = {
        "version": answers.version,
        "optional_item_ids": answers.items,
        "signer_name": answers.text("signer_name"),
        "consent": True,
        "signature": signature if drawn else typed,
    }
    for name in ("option_id", "maintenance_plan_id", "document_hash", "locale"):
        if answers.text(name):
            body[name] = answers.text(name)
    return body


def refusal_of(answers: Answers) -> dict[str, Any]:
    """The refusal as quotes takes it; why, in words: the chosen reason and what was added to it."""
    parts = DECLINE_REASONS[answers.text("reason")], answers.text("decline_text")
    return {"version": answers.version or None, "reason": ": ".join(part for part in parts if part)}


def refused_fields(refused: Refused) -> list[FieldError]:
    """What a service found to be wrong, by the inputs of the page."""
    if not refused.fields:
        return [FieldError(field=_ELSEWHERE, message=refused.message)]
    return [FieldError(field=_input(one.field), message=_labelled(one)) for one in refused.fields]


def _labelled(one: FieldProblem) -> str:
    return named(_LABELS.get(one.field, one.field), one.message, one.field)


def _input(field: str) -> str:
    if field.startswith("signature") and field not in _INPUTS:
        return "signature"
    return _INPUTS.get(field, _ELSEWHERE)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _unmet(checks: Iterable[tuple[str, bool, str]]) -> list[FieldError]:
    return [FieldError(field=name, message=message) for name, met, message in checks if not met]
