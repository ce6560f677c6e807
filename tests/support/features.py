"""`make features`: each requirement with the tests that show it, and what no test shows yet."""

import ast
import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
REQUIREMENTS = ROOT / "docs" / "requirements.txt"


def marked(file: Path) -> list[tuple[str, str]]:
    """(requirement, test) of every marked test in a file; a module's or class's mark holds for all its tests."""
    tree = ast.parse(file.read_text())
    found = []
    everywhere = [name for node in tree.body if _is_pytestmark(node) for name in _ids(node)]
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            own = [name for decorator in node.decorator_list for name in _ids(decorator)]
            found += [(name, f"{file.relative_to(ROOT)}::{node.name}") for name in {*everywhere, *own}]
    return found


def _is_pytestmark(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and any(getattr(target, "id", "") == "pytestmark" for target in node.targets)


def _ids(node: ast.AST) -> list[str]:
    return [
        argument.value
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "shows"
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


def main() -> int:
    """Prints the list; fails when a test names a requirement that does not exist."""
    known = REQUIREMENTS.read_text().split()
    shown: dict[str, list[str]] = defaultdict(list)
    for file in sorted(TESTS.rglob("test_*.py")):
        for name, test in marked(file):
            shown[name].append(test)
    for name in known:
        for test in shown.get(name, []):
            print(f"{name:6} {test}")
    missing = [name for name in known if name not in shown]
    print(
        f"\n{len(known) - len(missing)} of {len(known)} requirements are shown by tests. Not yet: {', '.join(missing)}"
    )
    unknown = sorted(set(shown) - set(known), key=lambda name: re.sub(r"\d+", lambda m: m[0].zfill(3), name))
    if unknown:
        print(f"Unknown requirements: {', '.join(unknown)}", file=sys.stderr)
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
