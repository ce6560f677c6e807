"""The whole story while CUSTOMER_TOKEN_SECRET is missing: a record's own token is all that its page needs."""

from collections.abc import Iterator

import httpx
import pytest

from tests.support import world
from tests.support.patience import SECONDS, get, post
from tests.support.story import PASSWORD, PROPOSAL, Office, Sent, open_office, pay
from tests.support.world import eventually

pytestmark = pytest.mark.shows("LNK-5", "LNK-8")

PLAN = {"name": "Every season", "visits_per_year": 4, "price_per_visit": 9_500, "term_months": 12}


@pytest.fixture(scope="module")
def secretless_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[world.World]:
    running = world.embedded(tmp_path_factory.mktemp("secretless") / "data", CUSTOMER_TOKEN_SECRET="")
    running.start()
    yield running
    running.close()


@pytest.fixture
def office(secretless_world: world.World) -> Iterator[Office]:
    opened = open_office(secretless_world)
    yield opened
    opened.client.close()


def paid(sent: Sent) -> bool:
    invoice = sent.invoice()
    return invoice is not None and invoice["status"] == "paid"


def test_everything_on_the_page_of_a_token_works(office: Office) -> None:
    sent = office.send(maintenance_plans=[PLAN])
    document = sent.estimate()["document"]
    plan, extra = document["maintenance_plans"][0]["id"], document["line_items"][0]["id"]

    page = get(f"{sent.link}?view=maintenance")
    asked = post(f"{sent.api}/notes", json={"text": "Is the garage included?"})
    draft = get(f"{sent.link}/pdf?option_id={sent.option('Basic')}")
    accepted = sent.accept(maintenance_plan_id=plan, optional_item_ids=[extra])
    returned = pay(sent.checkout())
    eventually(lambda: paid(sent), "the deposit is paid")

    assert "/quote/" in sent.link
    assert [answer.status_code for answer in (page, asked, draft, accepted, returned)] == [200, 201, 200, 201, 303]
    assert draft.content.startswith(b"%PDF")
    acceptance = sent.estimate()["acceptance"]
    assert (acceptance["option_name"], acceptance["maintenance_plan_id"], acceptance["total"]) == (
        "Premium",
        plan,
        128_500,
    )
    for part in ("", "/accepted", "/payment", "/receipt", "/pdf"):
        assert get(sent.link + part).status_code == 200, part
    assert sent.link in str(eventually(lambda: sent.mails("proposal"), "the proposal is mailed")[0]["text"])


def test_the_office_is_warned_of_nothing_that_works(office: Office) -> None:
    sent = office.send()

    with httpx.Client(base_url=office.world.url, follow_redirects=True, timeout=SECONDS) as browser:
        browser.post("/office/login", data={"email": office.email, "password": PASSWORD})
        record = browser.get(f"/office/estimates/{sent.estimate_id}").text
        preview = browser.get(f"/office/estimates/{sent.estimate_id}/preview").text

    for page in (record, preview):
        assert PROPOSAL["title"] in page
        assert not any(word in page.lower() for word in ("view-only", "view only", "secret"))
    assert sent.link in record


def test_a_record_without_a_token_says_what_is_missing_and_stays_as_it_was(office: Office) -> None:
    customer = office.add_customer()
    drafted = office.draft(customer["customer_id"], public_token=False)

    refused = office.client.post(f"/estimates/{drafted['estimate_id']}/send", json={})

    assert (refused.status_code, refused.json()["category"]) == (422, "link_setup")
    assert "CUSTOMER_TOKEN_SECRET" in refused.json()["detail"]
    assert office.call("GET", f"/estimates/{drafted['estimate_id']}")["status"] == "draft"
