"""Who changed what, in the console: for owners, with a way to each record, and narrowed to whom and what one asks for."""

from typing import Any

import pytest

from tests.portal.api.test_account import employ
from tests.portal.conftest import PASSWORD, House
from tests.portal.pages.parsed import ParsedPage
from tests.portal.records import ESTIMATE_ID

HERE = "/office/settings/activity"

pytestmark = pytest.mark.shows("SET-2", "EST-3")


def test_tells_what_was_before_and_leads_to_the_record(house: House) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")
    office.post("/office/settings/privacy", data={"privacy": "strict"})
    house.program(house.access_token("evergreen")).post(f"/api/v1/estimates/{ESTIMATE_ID}/links/revoke")

    page = ParsedPage(office.get(HERE).text)

    [changed] = [item.text for item in page.all("li") if "Privacy" in item.text and "strict" in item.text][-1:]
    assert "standard" in changed
    assert f"/office/estimates/{ESTIMATE_ID}" in [link.get("href") for link in page.all("a")]


def test_is_narrowed_by_whom_and_by_what_and_takes_no_nonsense(house: House) -> None:
    workspace = house.open("evergreen")
    office, vera = house.signed_in("evergreen"), employ(house, workspace, "vera@evergreen.example", "office")
    office.post("/office/settings/privacy", data={"privacy": "strict"})
    house.program(vera).patch("/api/v1/settings/account", json={"company_name": "Evergreen & Co"})
    lines = house.program(house.access_token("evergreen")).get("/api/v1/activity").json()["items"]
    hers = next(line["actor_id"] for line in lines if line["actor_name"] == "vera")

    by_her = office.get(HERE, params={"who": hers}).text
    of_brands = office.get(HERE, params={"kind": "brands"}).text
    nonsense = office.get(HERE, params={"kind": "everything", "who": "me"})

    assert ("Evergreen &amp; Co</ins>" in by_her, "strict</ins>" in by_her) == (True, False)
    assert "Nothing of that." in of_brands
    assert (nonsense.status_code, "strict</ins>" in nonsense.text) == (200, True)


@pytest.mark.parametrize("role", ["office", "viewer"])
def test_who_is_no_owner_is_told_whom_to_ask(house: House, role: Any) -> None:
    workspace = house.open("evergreen")
    house.signed_in("evergreen").post("/office/settings/privacy", data={"privacy": "strict"})
    employ(house, workspace, "vera@evergreen.example", role)
    colleague = house.browser()
    colleague.post("/office/login", data={"email": "vera@evergreen.example", "password": PASSWORD})

    page = colleague.get(HERE)

    assert page.status_code == 200
    assert "Only an owner can see who changed what." in page.text
    assert "strict</ins>" not in page.text
