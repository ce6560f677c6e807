"""The tree keeps the house rules, and every rule notices when it does not."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.architecture import rules

ROOT = Path(__file__).parents[2]

MUTATIONS = {
    rules.only_the_unit_of_work_commits: ("services/quotes/domain/x.py", "def x(session):\n    session.commit()\n"),
    rules.nobody_starts_a_task_but_the_relay: ("services/billing/usecases/x.py", "def x(task):\n    task.delay()\n"),
    rules.queries_take_session_and_workspace_first: (
        "services/quotes/queries/x.py",
        "def rows(session, email):\n    pass\n",
    ),
    rules.handlers_are_named_after_their_events: (
        "services/billing/handlers/invoice_lost.py",
        "def handle():\n    pass\n",
    ),
    rules.services_tell_what_they_answer_and_publish: (
        "services/billing/usecases/x.py",
        "def x(session):\n    publish(session, EstimateSent())\n",
    ),
    rules.use_cases_have_one_public_function: (
        "services/quotes/usecases/win.py",
        "def win():\n    pass\ndef lose():\n    pass\n",
    ),
    rules.files_and_functions_are_short: ("shared/long.py", "def f():\n" + "    pass\n" * 50),
    rules.the_five_rooms_are_alike: ("services/billing/extras/x.py", "x = 1\n"),
    rules.the_hall_knows_no_business_noun: ("shared/x.py", "def open_invoices():\n    pass\n"),
    rules.no_file_is_called_utils: ("services/billing/domain/utils.py", "x = 1\n"),
    rules.nothing_of_services_is_patched: ("tests/test_x.py", "mock.patch('services.billing.x')\n"),
    rules.nothing_is_left_for_later: ("services/billing/domain/x.py", "# TODO finish\n"),
}

FORBIDDEN_IMPORTS = [
    ("services/billing/domain/x.py", "import services.quotes.domain.base"),
    ("shared/x.py", "import services.quotes.manifest"),
    ("services/quotes/usecases/x.py", "import deploy.documents"),
    ("services/quotes/domain/x.py", "import shared.database.session"),
    ("services/quotes/queries/x.py", "import shared.messaging.outbox"),
    ("services/billing/adapters/x.py", "import shared.database.session"),
    ("services/quotes/usecases/x.py", "import fastapi"),
    ("services/billing/api/x.py", "import stripe"),
]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree. Whoever changes it has it back as it was."""
    folder = tmp_path_factory.mktemp("tree")
    for name in ("services", "shared", "deploy", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.parametrize("rule", rules.ALL, ids=lambda rule: rule.__name__)
def test_the_tree_keeps_the_rule(rule: Callable[[Path], list[str]]) -> None:
    assert rule(ROOT) == []


@pytest.mark.parametrize("rule", rules.ALL, ids=lambda rule: rule.__name__)
def test_the_rule_notices_a_mutation(rule: Callable[[Path], list[str]], tree: Path) -> None:
    with mutation(tree, *MUTATIONS[rule]):
        found = rule(tree)

    assert len(found) == 1, found


@pytest.mark.parametrize(
    ("file", "statement"), FORBIDDEN_IMPORTS, ids=[f"{file}-{line}" for file, line in FORBIDDEN_IMPORTS]
)
def test_a_forbidden_import_is_noticed(file: str, statement: str, tree: Path) -> None:
    with mutation(tree, file, f'"""Mutation."""\n{statement}\n'):
        linted = lint_imports(tree)

    assert linted.returncode == 1, linted.stdout
    assert "BROKEN" in linted.stdout


@contextmanager
def mutation(tree: Path, file: str, text: str) -> Iterator[None]:
    """The tree with one file more, for a while."""
    folder = (tree / file).parent
    is_new = not folder.exists()
    folder.mkdir(exist_ok=True)
    (tree / file).write_text(text)
    try:
        yield
    finally:
        (tree / file).unlink()
        if is_new:
            folder.rmdir()


def lint_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=tree, env={"PYTHONPATH": str(tree)}, capture_output=True, text=True, check=False)
