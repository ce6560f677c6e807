"""The paper for those who cannot see it: all that a program can tell of PDF/UA, on every kind of page and when it is sealed."""

import base64
from typing import Any, cast

import pytest
import typst

from services.quotes.adapters.pades import find_seal
from services.quotes.manifest import service
from shared.service import Context
from tests.conftest import OpenService
from tests.quotes.domain.build import png
from tests.quotes.matterhorn import failures
from tests.quotes.office import EXTRA, PREMIUM, YEARLY, Office, Visitor, gutters, open_workspace, plans, tiers
from tests.quotes.seals import sealing
from tests.support.images import PDF, image
from tests.support.services import run_tasks

pytestmark = pytest.mark.shows("EST-5")

DESIGN = {"style": "Classic", "zones": [{"name": "Roof line", "light_type": "C9 LED", "length_ft": 120}]}
SEEN = {"visible_to_customer": "true"}
DRAWN = {"kind": "drawn", "png_base64": base64.b64encode(png()).decode()}
LOGO = base64.b64encode(png()).decode()


@pytest.fixture
def context(open_service: OpenService) -> Context:
    opened = open_service(service, **sealing())
    open_workspace(opened, logo_png=LOGO)
    return opened


def pdf_of(visitor: Visitor, token: str) -> bytes:
    answer = visitor.ask("GET", f"/public/links/{token}/pdf")
    assert answer.status_code == 200, answer.text
    return answer.content


def everything(office: Office) -> dict[str, Any]:
    """A proposal with all that a paper can show, over several pages."""
    many = [
        {"description": f"Side {n}", "scope": "Low\nand slow", "quantity": "1", "unit_price": 10_00} for n in range(40)
    ]
    extra = tiers()["line_items"]
    plan = plans()["maintenance_plans"]
    content = tiers(line_items=[*extra, *many], maintenance_plans=plan, discount={"kind": "percent", "value": "5"})
    estimate = office.sent(content | {"record_type": "holiday_lights", "holiday": DESIGN})
    path = f"/estimates/{estimate['estimate_id']}"
    office.attach(path, image("JPEG", (300, 200)), caption="The roof today", **SEEN)
    office.attach(path, PDF, caption="Certificate of insurance", **SEEN)
    return estimate


@pytest.mark.parametrize("content", [gutters(), tiers(), plans()], ids=["estimate", "packages", "plans"])
def test_an_offer_fails_at_nothing(office: Office, visitor: Visitor, content: dict[str, Any]) -> None:
    assert failures(pdf_of(visitor, office.sent(content)["token"])) == []


def test_nor_does_what_was_accepted_with_its_evidence_before_and_after_it_is_sealed(
    context: Context, office: Office, visitor: Visitor
) -> None:
    token = everything(office)["token"]
    offered = pdf_of(visitor, token)
    chosen = {"option_id": PREMIUM, "maintenance_plan_id": YEARLY, "optional_item_ids": [EXTRA]}
    signed = visitor.accept(token, version=visitor.page(token)["version"], signature=DRAWN, **chosen)
    accepted = pdf_of(visitor, token)

    run_tasks(context)
    sealed = pdf_of(visitor, token)

    assert signed.status_code == 201, signed.text
    assert (find_seal(accepted), find_seal(sealed) is not None) == (None, True)
    assert [failures(paper) for paper in (offered, accepted, sealed)] == [[], [], []]


def test_a_paper_that_nobody_has_thought_of_is_told_what_it_lacks() -> None:
    careless = (
        b'#set page(width: 10cm, height: 5cm)\n== Low\n==== Lower\n#table(columns: 2, [a], [b])\n#image("x.svg")\n'
        b'#link("https://porch.example")[here]'
    )
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    files = cast("Any", {"main.typ": careless, "x.svg": svg})

    tagged = failures(typst.compile(files, pdf_tags=True))
    bare = failures(typst.compile(files, pdf_tags=False))

    told = {failure.split()[0] for failure in tagged}
    assert told == {"06-003", "06-002", "07-002", "13-004", "14-002", "14-003", "15-001"}
    assert {"06-001", "01-005"} <= {failure.split()[0] for failure in bare}
