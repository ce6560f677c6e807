"""Stripe's request encoding: form fields whose bracketed names spell out objects and lists."""

import re
from itertools import pairwise
from typing import TypeAlias
from urllib.parse import parse_qsl

from .errors import ApiError

Node: TypeAlias = "str | Tree"
Tree: TypeAlias = dict[str, Node]

_MAX_FIELDS = 5_000
_MAX_DEPTH = 8
_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")


def decode(text: str) -> Tree:
    """`a[b]=1&c[0]=2` as nested dicts with text leaves; a list stays a dict with the keys "0", "1" … ."""
    try:
        fields = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MAX_FIELDS)
    except ValueError as error:
        message = "Invalid request: the parameters are not form-encoded UTF-8."
        raise ApiError(message) from error
    tree: Tree = {}
    for name, value in fields:
        _place(tree, _path(name), name, value)
    return tree


def elements(tree: Tree) -> list[Node] | None:
    """The values of `tree` in the order of their indices, or None where it is not a list."""
    if not all(key.isdecimal() for key in tree):
        return None
    return [tree[key] for key in sorted(tree, key=int)]


def _path(name: str) -> list[str]:
    match = _NAME.fullmatch(name)
    if match is None:
        raise ApiError(f"Invalid parameter name: {name}", param=name)
    path = [match[1], *re.findall(r"\[([^\[\]]*)\]", match[2])]
    if len(path) > _MAX_DEPTH:
        raise ApiError(f"Invalid parameter name, too many brackets: {name}", param=name)
    return path


def _place(tree: Tree, path: list[str], name: str, value: str) -> None:
    node = tree
    for here, following in pairwise(path):
        child = node.setdefault(here or _open_element(node, following), {})
        if isinstance(child, str):
            raise _both(name)
        node = child
    last = path[-1] or str(len(node))
    if isinstance(node.get(last), dict):
        raise _both(name)
    node[last] = value


def _open_element(node: Tree, following: str) -> str:
    """The index that `[]` means before another bracket: the latest element, until it has the name that follows."""
    latest = node.get(str(len(node) - 1))
    if isinstance(latest, dict) and following and following not in latest:
        return str(len(node) - 1)
    return str(len(node))


def _both(name: str) -> ApiError:
    return ApiError(f"Invalid request: {name} is given both as a value and as a hash.", param=name)
