"""`docs/stripe.md` names a test for each usual mistake: all of them are there, and so are the tests."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
_ROW = re.compile(r"^\| (\d+) \|.*\|$", re.MULTILINE)
_TEST = re.compile(r"`([\w/]+\.py)::(\w+)`")


def _functions(file: str) -> set[str]:
    tree = ast.parse((ROOT / "tests" / file).read_text())
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_mistake_has_a_test_and_every_test_exists() -> None:
    rows = list(_ROW.finditer((ROOT / "docs" / "stripe.md").read_text()))
    named = {int(row[1]): _TEST.findall(row[0]) for row in rows}
    missing = [(file, name) for tests in named.values() for file, name in tests if name not in _functions(file)]

    assert list(named) == list(range(1, 29))
    assert [number for number, tests in named.items() if not tests] == []
    assert missing == []
