"""Reads calendar files as a calendar does, by the letter of RFC 5545."""

import re

_LINE = re.compile(r'((?:"[^"]*"|[^":])*):(.*)', re.DOTALL)


def unfolded(file: str) -> list[tuple[str, str]]:
    """The properties of a file: name with parameters, and value."""
    assert file.endswith("\r\n")
    return [_property(line) for line in file.replace("\r\n ", "").split("\r\n")[:-1]]


def properties(file: str) -> dict[str, str]:
    """The same by name; a calendar with one event has each once."""
    return {name: value for name, value in unfolded(file) if name not in {"BEGIN", "END"}}


def words(value: str) -> str:
    """A value of type TEXT, as it is read."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def _property(line: str) -> tuple[str, str]:
    found = _LINE.fullmatch(line)
    assert found, line
    return found[1], found[2]
