"""Forms as they were posted."""

from starlette.datastructures import FormData

_MOST_DIGITS = 9


def text_in(form: FormData, name: str) -> str:
    """One field, trimmed; empty where it is missing or a file."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def count_in(text: str) -> int | None:
    """The whole number that a form's field holds; None for what is none, or larger than any that is counted here."""
    return int(text) if len(text) <= _MOST_DIGITS and text.isascii() and text.isdigit() else None
