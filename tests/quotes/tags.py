"""Reads the tags of a PDF: what it tells those who listen to it instead of looking."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader


@dataclass(frozen=True)
class Tag:
    """One element of the tree, with what is in it."""

    role: str
    alt: str
    inside: tuple["Tag", ...]

    def all(self, role: str) -> list["Tag"]:
        """Every element of that role, in reading order."""
        return [tag for tag in self.walk() if tag.role == role]

    def walk(self) -> Iterator["Tag"]:
        yield self
        for tag in self.inside:
            yield from tag.walk()


def tags_of(pdf: bytes) -> Tag:
    """The tree's root; raises `KeyError` for a PDF without tags."""
    root = PdfFileReader(io.BytesIO(pdf)).root
    assert bool(root["/MarkInfo"]["/Marked"])
    return _tag(root["/StructTreeRoot"])


def _tag(node: Any) -> Tag:
    kids = node.get("/K", [])
    kids = kids if isinstance(kids, list) else [kids]
    inside = tuple(_tag(kid) for kid in map(_resolved, kids) if isinstance(kid, dict) and "/S" in kid)
    return Tag(str(node.get("/S", "")).removeprefix("/"), str(node.get("/Alt", "")), inside)


def _resolved(kid: Any) -> Any:
    return kid.get_object() if hasattr(kid, "get_object") else kid
