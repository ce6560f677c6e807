"""Keys of programs against the whole system: one business's key at every route, with the ids of another's records."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from services.portal.domain.scopes import SCOPES
from tests.support.bodies import AN_ID, body_for
from tests.support.patience import SECONDS
from tests.support.story import Office, Sent, open_office
from tests.support.world import World, eventually

PREFIX = "/api/v1"
_REFUSED = {403, 404, 409, 410, 413, 415, 422}

pytestmark = pytest.mark.shows("OFF-2", "LNK-11")


@pytest.fixture(scope="module")
def theirs(embedded_world: World) -> Iterator[Sent]:
    """The records of another business: a proposal on its way, and of another one the job and the invoice."""
    office = open_office(embedded_world)
    yield office.send()
    office.client.close()


@pytest.fixture(scope="module")
def program(embedded_world: World) -> Iterator[httpx.Client]:
    """A program with a key of a business of its own, which may do everything that keys may."""
    office = open_office(embedded_world)
    made = office.call("POST", "/api-keys", {"name": "Everything", "scopes": list(SCOPES)}, expect=201)
    headers = {"authorization": f"Bearer {made['key']}"}
    with httpx.Client(base_url=f"{embedded_world.url}{PREFIX}", headers=headers, timeout=SECONDS) as client:
        yield client
    office.client.close()


def ids_of(sent: Sent) -> dict[str, str]:
    """One of each of that office's records, by the name that the paths give its id."""
    office, signed = sent.office, sent.office.send()
    assert signed.accept().status_code == 201
    invoice = eventually(signed.invoice, "the deposit is invoiced")
    job = eventually(lambda: office.call("GET", "/jobs")["items"], "there is a job")[0]
    brand = office.call("POST", "/settings/brands", {"name": "Theirs", "accent_color": "#155e4d"})
    contact = office.call(
        "POST", f"/customers/{sent.customer['customer_id']}/contacts", {"name": "Kim", "email": "kim@example.com"}
    )
    delivery = eventually(lambda: office.call("GET", "/deliveries")["items"], "there is a message")[0]
    return {
        "estimate_id": signed.estimate_id,
        "customer_id": sent.customer["customer_id"],
        "contact_id": contact["contact_id"],
        "invoice_id": invoice["invoice_id"],
        "job_id": job["job_id"],
        "brand_id": brand["brand_id"],
        "delivery_id": delivery["delivery_id"],
        "token": sent.token,
    }


def test_with_the_ids_of_another_business_a_key_gets_and_changes_nothing(program: httpx.Client, theirs: Sent) -> None:
    ids = ids_of(theirs)
    document = program.get("/openapi.json").json()
    before = records(theirs.office, ids)

    asked = [
        (f"{method} {path}", program.request(method, _filled(path, ids), **body_for(document, operation)))
        for method, path, operation in _of_records(document)
    ]

    let_in = [f"{name}: {answer.status_code}" for name, answer in asked if answer.status_code not in _REFUSED]
    leaked = [name for name, answer in asked if any(value in answer.text for value in (theirs.customer["email"],))]
    assert len(asked) > 50
    assert (let_in, leaked) == ([], [])
    # Most of what they send is in order, so that what refuses them is whose the record is.
    assert len([name for name, answer in asked if answer.status_code == 404]) > len(asked) * 0.7
    assert records(theirs.office, ids) == before


def test_no_list_shows_a_key_anything_of_another_business(program: httpx.Client, theirs: Sent) -> None:
    document = program.get("/openapi.json").json()
    lists = [path for path, item in document["paths"].items() if "{" not in path and _may(item.get("get"))]

    answers = {path: program.get(path.removeprefix(PREFIX)) for path in lists}

    mine = theirs.office.call("GET", "/settings/account")["workspace_id"]
    marks = (theirs.estimate_id, theirs.customer["customer_id"], theirs.customer["email"], mine, theirs.office.slug)
    assert len(lists) > 15
    assert [path for path, answer in answers.items() if answer.status_code not in {200, 422}] == []
    assert [path for path, answer in answers.items() if any(mark in answer.text for mark in marks)] == []


def test_a_program_works_with_a_key_until_it_is_revoked(running: World, office: Office) -> None:
    made = office.call("POST", "/api-keys", {"name": "Form", "scopes": ["customers:write"]}, expect=201)
    headers = {"authorization": f"Bearer {made['key']}", "idempotency-key": "one"}
    with httpx.Client(base_url=f"{running.url}{PREFIX}", headers=headers, timeout=SECONDS) as form:

        def put_on_file() -> httpx.Response | None:
            answer = form.post("/customers", json={"name": "Dana Fox", "email": "dana@example.com"})
            return answer if answer.status_code == 201 else None

        first = eventually(put_on_file, "the workspace is known to quotes")
        again, read = put_on_file(), form.get("/customers")
        office.call("POST", f"/api-keys/{made['api_key_id']}/revoke")
        late = form.post("/customers", json={"name": "Kim Fox", "email": "kim@example.com"})

    assert again.json() == first.json()
    assert (read.status_code, late.status_code, late.json()["code"]) == (403, 401, "api_key_revoked")
    assert [one["name"] for one in office.call("GET", "/customers")["items"]] == ["Dana Fox"]


def records(office: Office, ids: dict[str, str]) -> list[Any]:
    """What the other business finds of its records."""
    paths = ("/estimates/{estimate_id}", "/customers/{customer_id}", "/invoices/{invoice_id}", "/jobs/{job_id}")
    found = [office.call("GET", path.format(**ids)) for path in paths]
    return [*found, office.call("GET", "/settings/brands"), office.call("GET", "/customers")]


def _of_records(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if "{" in path and _may(operation)
    ]


def _may(operation: dict[str, Any] | None) -> bool:
    return operation is not None and any("api_key" in one for one in operation["security"])


def _filled(path: str, ids: dict[str, str]) -> str:
    return path.removeprefix(PREFIX).format_map(defaultdict(lambda: AN_ID, ids))
