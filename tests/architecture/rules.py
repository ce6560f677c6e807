"""The house rules that a machine can hold: each takes the tree's root and returns what breaks it, a line each."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SERVICES = ("portal", "quotes", "billing", "notifications", "referrals")
CONTENTS = {
    "__init__.py", "manifest.py", "settings.py", "api", "handlers", "tasks", "usecases", "queries", "domain", "adapters",
    "migrations", "templates",
}  # fmt: skip
PORTAL_CONTENTS = {"pages", "static"}
TOP = {"services", "shared", "deploy", "tests", "docs"}
MAX_LINES = 300
MAX_FUNCTION = 50
BUSINESS_NOUNS = re.compile(
    r"estimate|invoice|customer|proposal|quote|deposit|referral|review|lead|stripe|homeowner|brand|job|payment",
    re.IGNORECASE,
)


def _files(root: Path, *folders: str) -> Iterator[Path]:
    for folder in folders:
        for file in sorted((root / folder).rglob("*.py")):
            if "node_modules" not in file.parts:
                yield file.relative_to(root)


def _sources(root: Path, *folders: str) -> Iterator[tuple[Path, ast.Module]]:
    for file in _files(root, *folders):
        yield file, ast.parse((root / file).read_text())


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _calls(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, node.lineno


def only_the_unit_of_work_commits(root: Path) -> list[str]:
    return [
        f"{file}:{line} commits"
        for file, tree in _sources(root, "services", "shared")
        for name, line in _calls(tree)
        if name in {"commit", "rollback"}
    ]


def nobody_starts_a_task_but_the_relay(root: Path) -> list[str]:
    return [
        f"{file}:{line} starts a task by itself"
        for file, tree in _sources(root, "services", "shared")
        for name, line in _calls(tree)
        if name in {"delay", "apply_async"} or (name == "send_task" and file.parts[0] == "services")
    ]


def queries_take_session_and_workspace_first(root: Path) -> list[str]:
    """The workspace comes first after the session, without a default, unless the docstring says why: a link, or a sweep."""
    found = []
    for file, tree in _sources(root, "services"):
        if len(file.parts) < 4 or file.parts[2] != "queries":
            continue
        for function in tree.body:
            if not isinstance(function, ast.FunctionDef) or function.name.startswith("_"):
                continue
            names = [argument.arg for argument in function.args.args][:2]
            excused = re.search(r"all workspaces|names its workspace", ast.get_docstring(function) or "")
            if "session" not in names or (names[:1] == ["session"] and (names[1:] == ["workspace_id"] or excused)):
                continue
            found.append(
                f"{file}:{function.lineno} {function.name}({', '.join(names)}) does not take session, workspace_id"
            )
    return found


def handlers_are_named_after_their_events(root: Path) -> list[str]:
    events = {_snake(name) for name in _events(root)}
    return [
        f"{file}: no event has this name"
        for file in _files(root, "services")
        if len(file.parts) == 4 and file.parts[2] == "handlers" and file.stem not in events | {"__init__"}
    ]


def services_tell_what_they_answer_and_publish(root: Path) -> list[str]:
    """In the sentences of their docstrings that begin so: just the manifest's handlers, and the events the code makes."""
    found, events = [], _events(root)
    for service in SERVICES:
        told = ast.get_docstring(ast.parse((root / "services" / service / "__init__.py").read_text())) or ""
        nodes = [node for _, tree in _sources(root, f"services/{service}") for node in ast.walk(tree)]
        handled = [node for node in nodes if isinstance(node, ast.keyword) and node.arg == "handlers"]
        made = [node.func for node in nodes if isinstance(node, ast.Call)]
        for verb, places in (("Answers", [part for node in handled for part in ast.walk(node)]), ("Publishes", made)):
            really = {place.id for place in places if isinstance(place, ast.Name)} & events
            sentence = re.search(rf"^{verb} (.*?)\.$", told, re.MULTILINE | re.DOTALL)
            said = set(re.findall(r"\w+", sentence[1])) & events if sentence else set()
            found += [f"services/{service}: {verb} is not so for {name}" for name in sorted(said ^ really)]
    return found


def _events(root: Path) -> set[str]:
    """Those that a service publishes; not what several of them have in common."""
    return {
        node.name
        for _, tree in _sources(root, "shared/events")
        for node in tree.body
        if isinstance(node, ast.ClassDef) and any(keyword.arg == "service" for keyword in node.keywords)
    }


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def use_cases_have_one_public_function(root: Path) -> list[str]:
    found = []
    for file, tree in _sources(root, "services"):
        if len(file.parts) < 4 or file.parts[2] != "usecases" or file.name == "__init__.py":
            continue
        public = [
            node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        ]
        if public != [file.stem]:
            found.append(f"{file}: public functions {public}, expected just {file.stem}")
    return found


def files_and_functions_are_short(root: Path) -> list[str]:
    found = []
    for file, tree in _sources(root, "services", "shared", "deploy", "tests"):
        lines = len((root / file).read_text().splitlines())
        if lines > MAX_LINES:
            found.append(f"{file}: {lines} lines")
        if "migrations" in file.parts:
            continue
        for function in _functions(tree):
            length = (function.end_lineno or function.lineno) - function.lineno + 1
            if length >= MAX_FUNCTION:
                found.append(f"{file}:{function.lineno} {function.name} has {length} lines")
    return found


def the_five_rooms_are_alike(root: Path) -> list[str]:
    found = []
    for name in SERVICES:
        allowed = CONTENTS | (PORTAL_CONTENTS if name == "portal" else set())
        present = {path.name for path in (root / "services" / name).iterdir() if path.name != "__pycache__"}
        found += [f"services/{name}/{extra} has no place in a service" for extra in sorted(present - allowed)]
        found += [f"services/{name} lacks {gone}" for gone in ("manifest.py", "settings.py") if gone not in present]
    present = {path.name for path in root.iterdir() if path.is_dir() and not path.name.startswith((".", "__"))}
    return found + [f"{extra}/ has no place at the top" for extra in sorted(present - TOP)]


def the_hall_knows_no_business_noun(root: Path) -> list[str]:
    """Names in code only: a docstring may give an example."""
    found = []
    for file, tree in _sources(root, "shared"):
        if len(file.parts) > 2 and file.parts[1] == "events" and file.name != "base.py":
            continue
        for node in ast.walk(tree):
            name = {ast.Name: "id", ast.arg: "arg", ast.FunctionDef: "name", ast.ClassDef: "name"}.get(type(node))
            if name and BUSINESS_NOUNS.search(getattr(node, name)):
                found.append(f"{file}:{node.lineno} {getattr(node, name)}")  # type: ignore[attr-defined]
    return found


def no_file_is_called_utils(root: Path) -> list[str]:
    banned = re.compile(r"^(utils?|helpers?|common|misc|managers?)$")
    return [
        f"{file}: name it after what it holds"
        for file in _files(root, "services", "shared", "deploy", "tests")
        if any(banned.match(Path(part).stem) for part in file.parts)
    ]


def nothing_of_services_is_patched(root: Path) -> list[str]:
    text = re.compile(r"mock\.patch|monkeypatch\.setattr\(\s*[\"']services\.|MagicMock")
    files = [file for file in _files(root, "tests") if "architecture" not in file.parts]
    return [f"{file} patches instead of using a fake" for file in files if text.search((root / file).read_text())]


def nothing_is_left_for_later(root: Path) -> list[str]:
    text = re.compile(r"\bTODO\b|\bFIXME\b|NotImplementedError|pragma: no cover")
    files = [file for file in _files(root, "services", "shared", "deploy", "tests") if "architecture" not in file.parts]
    return [f"{file} leaves something for later" for file in files if text.search((root / file).read_text())]


ALL = (
    only_the_unit_of_work_commits,
    nobody_starts_a_task_but_the_relay,
    queries_take_session_and_workspace_first,
    handlers_are_named_after_their_events,
    services_tell_what_they_answer_and_publish,
    use_cases_have_one_public_function,
    files_and_functions_are_short,
    the_five_rooms_are_alike,
    the_hall_knows_no_business_noun,
    no_file_is_called_utils,
    nothing_of_services_is_patched,
    nothing_is_left_for_later,
)
