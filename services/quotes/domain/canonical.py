"""Canonical JSON (RFC 8785) without floats: one value, one sequence of bytes, so that anyone can check a hash of it."""

import hashlib
import json

_LARGEST = 2**53 - 1
_plain = json.JSONEncoder(ensure_ascii=False).encode


def canonical_json(value: object) -> bytes:
    """`value` as RFC 8785 writes it; raises `TypeError` on floats and all that JSON does not know.

    Raises `ValueError` on whole numbers that a JSON reader would round, and on text that is not valid Unicode.
    """
    return _written(value).encode()


def document_hash(document: object) -> str:
    """The SHA-256 of the canonical JSON of `document`, in lower-case hexadecimal digits."""
    return hashlib.sha256(canonical_json(document)).hexdigest()


def _written(value: object) -> str:
    if value is None or isinstance(value, str | bool):
        return _plain(value)
    if isinstance(value, int):
        return _written_int(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{_written(key)}:{_written(value[key])}" for key in _sorted_keys(value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(_written(member) for member in value) + "]"
    raise TypeError(f"Canonical JSON has no {type(value).__name__}; write numbers with a fraction as texts.")


def _written_int(value: int) -> str:
    if abs(value) > _LARGEST:
        raise ValueError(f"{value} is beyond what every JSON reader keeps exactly.")
    return str(value)


def _sorted_keys(value: dict[object, object]) -> list[str]:
    keys = [key for key in value if isinstance(key, str)]
    if len(keys) != len(value):
        raise TypeError("The names of a JSON object are texts.")
    # By UTF-16 code units, as RFC 8785 asks; code points would order characters beyond the basic plane differently.
    return sorted(keys, key=lambda key: key.encode("utf-16-be"))
