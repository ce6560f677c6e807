"""What a program can tell of a PDF's accessibility (PDF/UA-1), after the checkpoints of the Matterhorn protocol.

No validator can be installed here that knows them all: these are the ones that a paper such as ours could fail.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from pyhanko.pdf_utils.generic import IndirectObject
from pyhanko.pdf_utils.reader import PdfFileReader

_GROUPS = {
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "Caption",
    "TOC",
    "TOCI",
    "Index",
    "NonStruct",
    "Private",
}
_BLOCKS = {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody"}
_TABLES = {"Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"}
_WORDS = {"Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "Warichu"}
_STANDARD = _GROUPS | _BLOCKS | _TABLES | _WORDS | {"Figure", "Formula", "Form"}
_INSIDE = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "LBody": {"LI"},
    "THead": {"Table"},
    "TBody": {"Table"},
}
_PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", '"', "EI"}
_TOKEN = re.compile(
    rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|<<|>>|<[0-9A-Fa-f\s]*>|[\[\]]|/[^\s()<>\[\]/]*|[^\s()<>\[\]/]+",
    re.DOTALL,
)
_HIDDEN = 2


def failures(pdf: bytes) -> list[str]:
    """Every checkpoint that fails, each by what is wrong, in the order they are looked at; empty for a good paper."""
    reader = PdfFileReader(io.BytesIO(pdf))
    checks: list[Callable[[Any], Iterator[str]]] = [_document, _metadata, _structure, _pages, _fonts]
    return [failure for check in checks for failure in check(reader)]


def _document(reader: Any) -> Iterator[str]:
    root = reader.root
    if not _of(root, "/MarkInfo", "/Marked") or _of(root, "/MarkInfo", "/Suspects"):
        yield "06-001 it is not marked as tagged"
    if not _of(root, "/Lang"):
        yield "11-006 it tells no language"
    if not _of(root, "/ViewerPreferences", "/DisplayDocTitle"):
        yield "07-002 its window is not named by its title"
    if _of(root, "/AcroForm", "/XFA"):
        yield "25-001 it holds a dynamic form"
    if "/Encrypt" in reader.trailer:
        yield "26-001 it is encrypted"


def _metadata(reader: Any) -> Iterator[str]:
    if "/Metadata" not in reader.root:
        yield "06-002 it has no metadata"
        return
    xmp = reader.root["/Metadata"].data.decode()
    if not re.search(r"<dc:title[^>]*>.*?<rdf:li[^>]*>[^<]+</rdf:li>", xmp, re.DOTALL):
        yield "06-003 its metadata have no title"
    if not re.search(r"pdfuaid:part(>1<|=.1.)", xmp):
        yield "06-002 its metadata do not say that it keeps to PDF/UA-1"


def _structure(reader: Any) -> Iterator[str]:
    root = _of(reader.root, "/StructTreeRoot")
    if root is None:
        yield "01-005 it has no tags"
        return
    roles = {str(name)[1:]: str(role)[1:] for name, role in (_of(root, "/RoleMap") or {}).items()}
    elements = list(_elements(root, "", roles))
    for role, parent, element in elements:
        yield from _element(role, parent, element)
    yield from _headings([role for role, _, _ in elements])


def _elements(node: Any, parent: str, roles: Mapping[str, str]) -> Iterator[tuple[str, str, Any]]:
    """Every element in reading order: its role, that of what it is in, and itself."""
    role = parent
    if "/S" in node:
        role = str(node["/S"])[1:]
        role = roles.get(role, role)
        yield role, parent, node
    for kid in _kids(node):
        if isinstance(kid, Mapping) and "/S" in kid:
            yield from _elements(kid, role, roles)


def _kids(node: Any) -> list[Any]:
    kids = _of(node, "/K") or []
    return [_resolved(kid) for kid in (kids if isinstance(kids, list) else [kids])]


def _of(node: Any, *path: str) -> Any:
    """What is there, None where nothing is; only the brackets of a dictionary follow where it leads."""
    for name in path:
        if not isinstance(node, Mapping) or name not in node:
            return None
        node = node[name]
    return node


def _resolved(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value


def _element(role: str, parent: str, element: Any) -> Iterator[str]:
    if role not in _STANDARD:
        yield f"02-001 {role} stands for no role that is known"
    if role in _INSIDE and parent not in _INSIDE[role]:
        yield f"09-004 {role} is in {parent}"
    if role in {"Figure", "Formula"} and not (_of(element, "/Alt") or _of(element, "/ActualText")):
        yield f"13-004 a {role} is not told in words"
    if role == "TH" and "/Scope" not in _attributes(element):
        yield "15-003 a heading of a table does not tell what it is the heading of"
    if role == "Table":
        yield from _table(element)


def _attributes(element: Any) -> dict[str, Any]:
    given = _of(element, "/A") or {}
    each = [_resolved(one) for one in (given if isinstance(given, list) else [given])]
    return {name: value for one in each if isinstance(one, Mapping) for name, value in one.items()}


def _table(table: Any) -> Iterator[str]:
    rows = [row for row in _rows(table) if row]
    widths = {sum(int(_attributes(cell).get("/ColSpan", 1)) for cell in row) for row in rows}
    if len(widths) > 1:
        yield f"15-005 the rows of a table have {sorted(widths)} cells"
    if not any(str(cell["/S"]) == "/TH" for row in rows for cell in row):
        yield "15-001 a table has no headings"


def _rows(part: Any) -> Iterator[list[Any]]:
    for kid in _kids(part):
        if isinstance(kid, Mapping) and _of(kid, "/S") == "/TR":
            yield _kids(kid)
        elif isinstance(kid, Mapping) and "/S" in kid:
            yield from _rows(kid)


def _headings(roles: list[str]) -> Iterator[str]:
    levels = [int(role[1:]) for role in roles if re.fullmatch(r"H[1-6]", role)]
    if not levels or levels[0] != 1:
        yield "14-002 its first heading is not of the first level"
    for above, level in pairwise(levels):
        if level > above + 1:
            yield f"14-003 a heading of level {level} follows one of level {above}"


def _pages(reader: Any) -> Iterator[str]:
    known = _parents(_of(reader.root, "/StructTreeRoot", "/ParentTree") or {})
    for number in range(int(reader.root["/Pages"]["/Count"])):
        page = reader.find_page_for_modification(number)[0].get_object()
        yield from (f"{failure} (page {number + 1})" for failure in _page(page, known))


def _page(page: Any, known: Mapping[int, Any]) -> Iterator[str]:
    parents = known.get(_of(page, "/StructParents"), [])
    marked = set()
    for failure, mcid in _content(page):
        if failure:
            yield failure
        elif mcid is not None:
            marked.add(mcid)
    if lost := {mcid for mcid in marked if mcid >= len(parents)}:
        yield f"01-006 {len(lost)} pieces of content belong to no tag"
    for annotation in map(_resolved, _of(page, "/Annots") or []):
        yield from _annotation(annotation, page, known)


def _annotation(annotation: Any, page: Any, known: Mapping[int, Any]) -> Iterator[str]:
    if (_of(annotation, "/F") or 0) & _HIDDEN:
        return
    if _of(page, "/Tabs") != "/S":
        yield "28-008 the tabulator does not go through it in the order of reading"
    if not (_of(annotation, "/Contents") or _of(annotation, "/TU")):
        yield "28-004 an annotation is not told in words"
    element = known.get(_of(annotation, "/StructParent"))
    wanted = "/Link" if annotation["/Subtype"] == "/Link" else "/Annot"
    if not isinstance(element, Mapping) or element["/S"] != wanted:
        yield f"28-002 an annotation is in no {wanted[1:]}"


def _parents(tree: Any) -> dict[int, Any]:
    """What belongs to each number of the tree: the elements of a page's pieces, or that of an annotation."""
    numbers = list(_of(tree, "/Nums") or [])
    found = {int(numbers[at]): _resolved(numbers[at + 1]) for at in range(0, len(numbers), 2)}
    for kid in map(_resolved, _of(tree, "/Kids") or []):
        found |= _parents(kid)
    return found


def _content(page: Any) -> Iterator[tuple[str, int | None]]:
    """The pieces of a page's content that have tags, by their numbers; a failure for what is painted outside of any."""
    open_marks: list[str] = []
    operands: list[bytes] = []
    for token in _tokens(page):
        if not re.fullmatch(rb"[A-Za-z'\"*]+[0-9]?\*?", token) or token in {b"true", b"false", b"null"}:
            operands.append(token)
            continue
        operator = token.decode()
        if operator in {"BMC", "BDC"}:
            mark = "artifact" if operands[0] == b"/Artifact" else "tagged"
            if {mark, *open_marks} == {"artifact", "tagged"}:
                yield "01-003 what is decoration and what is tagged are one in the other", None
            open_marks.append(mark)
            yield "", next((int(operands[at + 1]) for at, word in enumerate(operands) if word == b"/MCID"), None)
        elif operator == "EMC":
            open_marks.pop()
        elif operator in _PAINTING and not open_marks:
            yield f"01-005 something is painted ({operator}) that is neither tagged nor decoration", None
        operands = []


def _tokens(page: Any) -> Iterator[bytes]:
    contents = page["/Contents"]
    parts = contents if isinstance(contents, list) else [contents]
    return (found[0] for part in parts for found in _TOKEN.finditer(_resolved(part).data))


def _fonts(reader: Any) -> Iterator[str]:
    for number in range(int(reader.root["/Pages"]["/Count"])):
        page = reader.find_page_for_modification(number)[0].get_object()
        for font in map(_resolved, (_of(page, "/Resources", "/Font") or {}).values()):
            inner = _resolved(font["/DescendantFonts"][0]) if "/DescendantFonts" in font else font
            if not any(str(name).startswith("/FontFile") for name in _of(inner, "/FontDescriptor") or {}):
                yield f"31-009 the typeface {font['/BaseFont']} is not in it"
            if "/ToUnicode" not in font:
                yield f"31-027 nobody knows which letters those of {font['/BaseFont']} are"
