"""What a request may say: a shape per operation, read from the decoded form in Stripe's order and with its words."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from .errors import ApiError, missing
from .form import Node, Tree, elements

Leaf: TypeAlias = Callable[[str, str], Any]
Shape: TypeAlias = "Fields | Items | Pairs | Leaf"

_MAX_PAIRS = 50
_MAX_KEY = 40
_MAX_VALUE = 500
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class Fields:
    """An object with these members and no others."""

    members: Mapping[str, Shape]
    required: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A list whose elements all have one shape."""

    each: Shape
    at_most: int = 100


@dataclass(frozen=True, slots=True)
class Pairs:
    """Metadata: names and texts of the caller's choosing."""

    at_most: int = field(default=_MAX_PAIRS)


def read(shape: Fields, tree: Tree) -> dict[str, Any]:
    """The parameters in their types; every unknown name is reported before anything else is looked at."""
    unknown = list(_unknown(shape, tree, ""))
    if unknown:
        plural = "s" if len(unknown) > 1 else ""
        known = ", ".join(shape.members)
        raise ApiError(
            f"Received unknown parameter{plural}: {', '.join(unknown)}. This sandbox takes: {known}.",
            code="parameter_unknown",
            param=unknown[0],
        )
    return _fields(shape, tree, "")


def text(max_length: int = 5_000) -> Leaf:
    """Any text that is not empty."""

    def leaf(value: str, name: str) -> str:
        if not value:
            raise ApiError(
                f"You passed an empty string for '{name}', which cannot be unset. Leave it out or supply a value.",
                code="parameter_invalid_empty",
                param=name,
            )
        if len(value) > max_length:
            raise ApiError(f"Invalid string: {name} must be at most {max_length} characters", param=name)
        return value

    return leaf


def whole(at_least: int | None = None, at_most: int | None = None) -> Leaf:
    """A whole number within the bounds."""

    def leaf(value: str, name: str) -> int:
        if not re.fullmatch(r"-?[0-9]{1,18}", value):
            raise ApiError(f"Invalid integer: {value}", code="parameter_invalid_integer", param=name)
        number = int(value)
        if at_least is not None and number < at_least:
            raise _out_of_bounds(f"greater than or equal to {at_least}", number, name)
        if at_most is not None and number > at_most:
            raise _out_of_bounds(f"less than or equal to {at_most}", number, name)
        return number

    return leaf


def one_of(*choices: str) -> Leaf:
    """One of Stripe's fixed words."""

    def leaf(value: str, name: str) -> str:
        if value not in choices:
            listed = ", ".join(choices[:-1]) + f", or {choices[-1]}" if len(choices) > 1 else choices[0]
            raise ApiError(f"Invalid {name}: must be one of {listed}", param=name)
        return value

    return leaf


def flag(value: str, name: str) -> bool:
    """`true` or `false`."""
    if value not in {"true", "false"}:
        raise ApiError(f"Invalid boolean: {value}", param=name)
    return value == "true"


def email(value: str, name: str) -> str:
    """Something that looks like an email address."""
    if not _EMAIL.fullmatch(value):
        raise ApiError(f"Invalid email address: {value}", code="email_invalid", param=name)
    return value


def web_address(value: str, name: str) -> str:
    """An absolute http or https address."""
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.netloc or re.search(r"[\s\x00-\x1f]", value):
        raise ApiError("Not a valid URL", code="url_invalid", param=name)
    return value


def _unknown(shape: Shape, node: Node, name: str) -> Iterator[str]:
    if isinstance(node, str):
        return
    if isinstance(shape, Items):
        for index, element in node.items():
            yield from _unknown(shape.each, element, f"{name}[{index}]")
    if isinstance(shape, Fields):
        for key, element in node.items():
            inner = _inner(name, key)
            if key in shape.members:
                yield from _unknown(shape.members[key], element, inner)
            else:
                yield inner


def _value(shape: Shape, node: Node, name: str) -> object:
    if isinstance(shape, Fields):
        return _fields(shape, node, name)
    if isinstance(shape, Items):
        return _items(shape, node, name)
    if isinstance(shape, Pairs):
        return _pairs(shape, node, name)
    if isinstance(node, str):
        value: object = shape(node, name)
        return value
    raise ApiError(f"Invalid string: {name} was given as a hash", param=name)


def _fields(shape: Fields, node: Node, name: str) -> dict[str, Any]:
    if isinstance(node, str):
        raise ApiError("Invalid object", param=name)
    for key in shape.required:
        if key not in node:
            raise missing(_inner(name, key))
    return {key: _value(shape.members[key], element, _inner(name, key)) for key, element in node.items()}


def _items(shape: Items, node: Node, name: str) -> list[Any]:
    listed = None if isinstance(node, str) else elements(node)
    if listed is None:
        raise ApiError("Invalid array", param=name)
    if len(listed) > shape.at_most:
        raise ApiError(f"You can pass at most {shape.at_most} of {name}.", param=name)
    return [_value(shape.each, element, f"{name}[{index}]") for index, element in enumerate(listed)]


def _pairs(shape: Pairs, node: Node, name: str) -> dict[str, str]:
    if node == "":
        return {}
    if isinstance(node, str):
        raise ApiError("Invalid object", param=name)
    if len(node) > shape.at_most:
        raise ApiError(f"Metadata can have up to {shape.at_most} keys, but you passed in {len(node)}.", param=name)
    for key, value in node.items():
        _check_pair(key, value, f"{name}[{key}]")
    return {key: str(value) for key, value in node.items() if value}


def _check_pair(key: str, value: Node, name: str) -> None:
    if isinstance(value, dict):
        raise ApiError(f"Metadata values are strings, but {name} is a hash.", param=name)
    if len(key) > _MAX_KEY:
        raise ApiError(f"Metadata keys can have up to {_MAX_KEY} characters.", param=name)
    if len(value) > _MAX_VALUE:
        raise ApiError(f"Metadata values can have up to {_MAX_VALUE} characters.", param=name)


def _out_of_bounds(bound: str, number: int, name: str) -> ApiError:
    message = f"This value must be {bound} (it currently is '{number}')."
    return ApiError(message, code="parameter_invalid_integer", param=name)


def _inner(name: str, key: str) -> str:
    return f"{name}[{key}]" if name else key
