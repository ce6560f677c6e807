"""The evidence as the office gets it: the verdict, and a file that can be checked by whoever does not trust us."""

import base64
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from services.quotes.domain.history import HistoryLine
from services.quotes.manifest import service
from shared.service import Context
from tests.conftest import OpenService
from tests.quotes.domain.build import png
from tests.quotes.office import NEIGHBOUR, PREMIUM, Office, Visitor, open_workspace, tiers
from tests.quotes.seals import sealing
from tests.support.services import run_tasks

pytestmark = pytest.mark.shows("SGN-5")

DRAWN = {"kind": "drawn", "png_base64": base64.b64encode(png()).decode()}


@pytest.fixture
def context(open_service: OpenService, tmp_path: Path) -> Context:
    opened = open_service(service, **sealing(OBJECT_STORE_URL=(tmp_path / "objects").as_uri()))
    open_workspace(opened)
    return opened


@pytest.fixture
def path(context: Context, office: Office, visitor: Visitor) -> str:
    estimate = office.sent(tiers())
    visitor.accept(estimate["token"], option_id=PREMIUM, signature=DRAWN)
    run_tasks(context)
    return f"/estimates/{estimate['estimate_id']}/evidence"


def tamper(context: Context) -> None:
    with context.database.begin() as session:
        session.execute(update(HistoryLine).where(HistoryLine.position == 3).values(action="declined"))


def check_as_documented(exported: Path) -> subprocess.CompletedProcess[str]:
    """Runs the program of the documentation, which knows nothing of ours."""
    manual = Path("docs/evidence.md").read_text()
    program = re.search(r"```python\n(.*?)```", manual, re.DOTALL)
    assert program
    command = [sys.executable, "-I", "-c", program[1], str(exported)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_office_is_told_that_all_is_as_it_was_written(office: Office, path: str) -> None:
    found = office.get(path)

    document = found.pop("document")
    assert found == {"intact": True, "lines": 4, "erased": 0, "problems": [], "unread": []}
    assert (len(document["sha256"]), document["failure"]) == (64, None)


def test_the_office_is_told_where_it_is_not(context: Context, office: Office, path: str) -> None:
    tamper(context)

    found = office.get(path)

    assert (found["intact"], [problem["place"] for problem in found["problems"]]) == (False, ["line 3"])


def test_what_is_out_of_reach_is_neither_intact_nor_broken(office: Office, path: str, tmp_path: Path) -> None:
    (tmp_path / "objects").rename(tmp_path / "elsewhere")

    away = office.get(path)
    (tmp_path / "elsewhere").rename(tmp_path / "objects")
    back = office.get(path)

    assert (away["problems"], sorted(away["unread"])) == ([], ["sealed document", "signature"])
    assert (back["problems"], back["unread"]) == ([], [])


def test_the_export_can_be_checked_without_us(office: Office, path: str, tmp_path: Path) -> None:
    answer = office.ask("GET", f"{path}/export")
    (tmp_path / "evidence.json").write_bytes(answer.content)

    checked = check_as_documented(tmp_path / "evidence.json")

    assert answer.headers["content-disposition"] == 'attachment; filename="E-1001-evidence.json"'
    assert (checked.returncode, checked.stdout.splitlines()[-1]) == (0, "E-1001: intact"), checked.stderr


def _flip_line(evidence: dict[str, Any]) -> None:
    evidence["history"]["lines"][1]["details"]["x"] = 1


def _cut_short(evidence: dict[str, Any]) -> None:
    evidence["history"]["lines"].pop()


def _change_price(evidence: dict[str, Any]) -> None:
    evidence["versions"][0]["document"]["options"][0]["totals"]["total"] -= 1


def _sign_otherwise(evidence: dict[str, Any]) -> None:
    evidence["acceptance"]["signature_png_base64"] = base64.b64encode(b"another").decode()


@pytest.mark.parametrize("change", [_flip_line, _cut_short, _change_price, _sign_otherwise])
def test_a_changed_export_is_found_out_without_us(office: Office, path: str, tmp_path: Path, change: Any) -> None:
    evidence = json.loads(office.ask("GET", f"{path}/export").content)
    change(evidence)
    (tmp_path / "evidence.json").write_text(json.dumps(evidence))

    checked = check_as_documented(tmp_path / "evidence.json")

    assert (checked.returncode, "BROKEN" in checked.stdout) == (1, True), checked.stderr


def test_the_export_holds_the_drawing_also_from_the_storage(office: Office, path: str) -> None:
    acceptance = json.loads(office.ask("GET", f"{path}/export").content)["acceptance"]

    drawing = base64.b64decode(acceptance["signature_png_base64"])

    assert hashlib.sha256(drawing).hexdigest() == acceptance["signature_sha256"]


def test_it_is_the_business_of_its_own_office_only(context: Context, path: str, visitor: Visitor) -> None:
    open_workspace(context, NEIGHBOUR)
    neighbour = Office(context, NEIGHBOUR)

    answers = [who.ask("GET", part) for who in (neighbour, visitor) for part in (path, f"{path}/export")]

    assert [answer.status_code for answer in answers] == [404, 404, 401, 401]
