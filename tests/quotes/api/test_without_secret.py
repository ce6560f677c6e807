"""Quotes without CUSTOMER_TOKEN_SECRET: whoever holds a record's own token can do all there is to do."""

import pytest

from services.quotes.manifest import service
from shared.service import Context
from tests.conftest import OpenService
from tests.quotes.office import BASIC, EXTRA, PREMIUM, YEARLY, Office, Visitor, open_workspace, plans, tiers

pytestmark = pytest.mark.shows("LNK-5")


@pytest.fixture
def context(open_service: OpenService) -> Context:
    opened = open_service(service, CUSTOMER_TOKEN_SECRET="")
    open_workspace(opened)
    return opened


@pytest.mark.parametrize(
    ("content", "chosen"),
    [
        (tiers(), {"option_id": PREMIUM, "optional_item_ids": [EXTRA]}),
        (plans(), {"maintenance_plan_id": YEARLY}),
        (tiers(maintenance_plans=plans()["maintenance_plans"]), {"option_id": BASIC, "maintenance_plan_id": YEARLY}),
    ],
    ids=["package", "maintenance plan", "both"],
)
def test_a_choice_is_accepted_under_the_token(
    office: Office, visitor: Visitor, content: object, chosen: object
) -> None:
    token = office.sent(content)["token"]  # type: ignore[arg-type]

    accepted = visitor.accept(token, **chosen)  # type: ignore[arg-type]

    assert accepted.status_code == 201
    assert visitor.page(token)["status"] == "accepted"


def test_so_are_notes_views_refusals_and_paper(office: Office, visitor: Visitor) -> None:
    token = office.sent(tiers())["token"]

    answers = [
        visitor.do(token, "view", {"version": 1}),
        visitor.do(token, "notes", {"text": "Hello?", "request_changes": True}),
        visitor.ask("GET", f"/public/links/{token}/pdf"),
        visitor.do(token, "renew"),
        visitor.do(token, "decline", {"reason": "Too dear"}),
    ]

    assert [answer.status_code for answer in answers] == [204, 201, 200, 202, 200]
