"""`make words`: brings the catalogues up to date with what is said in code and templates, and names what is left to do."""

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

ROOT = Path(__file__).parents[2]
FOLDER = Path("shared/languages")
Key = tuple[str, ...]
"""A sentence, or its singular and plural."""

_CALLS = {"say": 1, "say_many": 2}
_PLACE = re.compile(r"\{([a-z_]+)\}")
_TAG = re.compile(r"<[^>]*>")
_SENTENCE = re.compile(r"[^\W\d_]{2,} [^\W\d_]|^[A-Z][a-z]{2,}$|[a-z]{2,}[:.?!]$")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_SPOKEN_ATTRIBUTES = {"alt", "aria-label", "placeholder", "title"}
_NO_WORDS = {"PDF", "SHA"}
# What inputs are called begins so, and a name that is cut ends so; nobody reads it.
_NAMES_OF_INPUTS = {"add-line:", "new_customer.", ", as a text"}
# Attributes and styles that stand by themselves in a block or macro, and places within a page.
_NOT_READ = re.compile(r'\x00|[\w-]+="[^"]*"|data-[\w-]+|[\w-]+:[^;]*;|<\w+|#\w+')
_JINJA = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)


def said(root: Path = ROOT) -> set[Key]:
    """Every sentence that is marked, in code and in templates."""
    found: set[Key] = set()
    for file in (*root.glob("services/**/*.py"), *root.glob("shared/**/*.py")):
        found.update(_said_in_code(ast.parse(file.read_text())))
    for file in templates(root):
        found.update(_said_in_template(_JINJA.parse(file.read_text())))
    return found


def templates(root: Path = ROOT) -> list[Path]:
    """What people read: customers' pages, the office console, and the letters to customers."""
    portal = root / "services/portal/templates"
    pages = [*portal.glob("customer/*.html"), *portal.glob("office/*.html"), *portal.glob("_*.html")]
    letters = root.glob("services/notifications/templates/*")
    return sorted([*pages, *(file for file in letters if "_office" not in file.stem)])


def unmarked(template: str, *, is_html: bool = True) -> list[str]:
    """Words of a template that would stay English, whoever reads it."""
    tree = _JINJA.parse(template)
    loose = [text for text in _text_of(tree, is_html=is_html) if _speaks(text)]
    return loose + [value for value in _literals(tree) if _SENTENCE.search(value)]


def catalogue(language: str, root: Path = ROOT) -> Catalog:
    with (root / FOLDER / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def gaps(keys: set[Key], known: Catalog) -> list[str]:
    """What keeps `known` from saying all of `keys`, and what it has that nobody says."""
    there = {_key(message.id): message for message in known if message.id}
    found = [f"not said anywhere: {key[0]}" for key in sorted(there.keys() - keys)]
    for key in sorted(keys):
        message = there.get(key)
        forms = _key(message.string) if message else ()
        if not forms or not all(forms) or (message and message.fuzzy):
            found.append(f"not translated: {key[0]}")
            continue
        places = [set(_PLACE.findall(text)) for text in key]
        needed, allowed = set.intersection(*places), set.union(*places)
        found += [f"other places: {form}" for form in forms if not needed <= set(_PLACE.findall(form)) <= allowed]
        marks = sorted(_TAG.findall(key[0]))
        found += [f"other marks: {form}" for form in forms if sorted(_TAG.findall(form)) != marks]
    return found


def main() -> int:
    keys = said()
    left = 0
    for file in sorted((ROOT / FOLDER).glob("*.po")):
        known = catalogue(file.stem)
        before = {_key(message.id): message for message in known if message.id}
        fresh = Catalog(locale=file.stem)
        for key in sorted(keys):
            old = before.get(key)
            fresh.add(key if len(key) > 1 else key[0], old.string if old else None)
        # The header stays as somebody wrote it: the time of day in one would have every two branches in conflict.
        header = file.read_text().partition("\n\n")[0]
        with file.open("wb") as out:
            out.write(f"{header}\n\n".encode())
            write_po(out, fresh, width=118, no_location=True, sort_output=True, omit_header=True)
        for gap in gaps(keys, catalogue(file.stem)):
            left += 1
            print(f"{file.stem}: {gap}")
    return 1 if left else 0


def _key(text: str | Sequence[str] | None) -> Key:
    return (text,) if isinstance(text, str) else tuple(text or ())


def _said_in_code(tree: ast.AST) -> Iterator[Key]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS:
            texts = node.args[: _CALLS[node.func.id]]
            if all(isinstance(text, ast.Constant) for text in texts):
                yield tuple(str(text.value) for text in texts)  # type: ignore[attr-defined]


def _said_in_template(tree: nodes.Template) -> Iterator[Key]:
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in _CALLS:
            yield tuple(str(text.as_const()) for text in call.args[: _CALLS[call.node.name]])


def _text_of(tree: nodes.Template, *, is_html: bool) -> list[str]:
    """What stands in a template outside its expressions, as whoever reads the page would meet it."""
    parts = []
    for output in tree.find_all(nodes.Output):
        parts += [node.data if isinstance(node, nodes.TemplateData) else "\x00" for node in output.nodes]
        parts.append("\x00")
    if not is_html:
        return "".join(parts).splitlines()
    reader = _Reader()
    reader.feed("".join(parts))
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within = tag
        self.found += [value for name, value in attrs if name in _SPOKEN_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        self._within = None

    def handle_data(self, data: str) -> None:
        if self._within != "style":
            self.found.append(data)


def _speaks(text: str) -> bool:
    return bool(set(_LETTERS.findall(_NOT_READ.sub(" ", text))) - _NO_WORDS)


def _literals(tree: nodes.Template) -> Iterator[str]:
    """Texts in the expressions of a template that are not marked."""
    marked = {
        id(part)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in _CALLS
        for part in call.args[: _CALLS[call.node.name]]
    }
    for text in tree.find_all(nodes.Const):
        if isinstance(text.value, str) and id(text) not in marked and text.value not in _NAMES_OF_INPUTS:
            yield text.value


if __name__ == "__main__":
    sys.exit(main())
