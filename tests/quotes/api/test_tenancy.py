"""Two businesses on one service never see, or change, anything of each other."""

import httpx2 as httpx
import pytest

from services.quotes.manifest import service
from shared.clock import utc_now
from shared.events.portal import EstimateRequested
from shared.ids import new_id
from shared.service import Context
from tests.quotes.office import NEIGHBOUR, WORKSPACE, Office, Visitor, gutters, open_workspace, rows, signature
from tests.support.images import PDF
from tests.support.services import deliver

BODIES = {
    "/estimates/{estimate_id}": {"title": "Mine now"},
    "/customers/{customer_id}": {"name": "Mine now"},
    "/customers/{customer_id}/contacts": {"name": "Mine now", "email": "mine@example.com"},
    "/customers/{customer_id}/contacts/{contact_id}": {"name": "Mine now"},
    "/leads/{lead_id}": {"status": "lost"},
    "/estimates/{estimate_id}/notes": {"text": "Hello"},
    "/estimates/{estimate_id}/attachments/{attachment_id}": {"caption": "Mine now"},
    "/jobs/{job_id}/attachments/{attachment_id}": {"caption": "Mine now"},
    "/jobs/{job_id}/appointment": {"date": "2030-01-07", "start": "09:00", "end": "11:00"},
    "/jobs/{job_id}/appointment/keep": {"text": "No"},
    "/estimates/{estimate_id}/preview/accept": signature(version=1),
}


@pytest.mark.shows("LNK-11")
def test_every_route_of_the_office_answers_for_its_own_workspace_only(
    context: Context, office: Office, visitor: Visitor
) -> None:
    open_workspace(context, NEIGHBOUR)
    estimate = office.sent(gutters())
    job_id = visitor.accept(estimate["token"]).json()["job_id"]
    asked = EstimateRequested(
        workspace_id=WORKSPACE, request_id=new_id(), name="Kim", email="kim@example.com", requested_at=utc_now()
    )
    deliver(context, asked)
    contacts = f"/customers/{estimate['customer']['customer_id']}/contacts"
    ids = {
        "contact_id": office.post(contacts, {"name": "Pat Ray", "email": "pat@ray.example"})["contact_id"],
        "lead_id": str(asked.request_id),
        "estimate_id": estimate["estimate_id"],
        "customer_id": estimate["customer"]["customer_id"],
        "job_id": job_id,
        "token": estimate["token"],
        "attachment_id": office.attach(f"/jobs/{job_id}", PDF)["attachment_id"],
    }
    before = rows(context)
    neighbour = Office(context, NEIGHBOUR)

    answers = {(method, path): _ask(neighbour, method, path, ids) for path, method in _routes() if "{" in path}

    assert len(answers) == 51
    assert {key: answer.status_code for key, answer in answers.items()} == dict.fromkeys(answers, 404)
    theirs = [neighbour.get(path)["items"] for path in ("/customers", "/estimates", "/jobs", "/leads")]
    assert theirs == [[], [], [], []]
    assert rows(context) == before


def test_a_neighbour_cannot_make_an_estimate_for_somebody_elses_customer(context: Context, office: Office) -> None:
    open_workspace(context, NEIGHBOUR)
    customer_id = office.customer()

    refused = Office(context, NEIGHBOUR).ask("POST", "/estimates", gutters(customer_id=customer_id))

    assert (refused.status_code, refused.json()["code"]) == (404, "customer_not_found")


def test_each_business_counts_its_own_numbers(context: Context, office: Office) -> None:
    open_workspace(context, NEIGHBOUR)

    numbers = [office.draft()["number"], Office(context, NEIGHBOUR).draft()["number"], office.draft()["number"]]

    assert numbers == ["E-1001", "E-1001", "E-1002"]


def _ask(someone: Office, method: str, path: str, ids: dict[str, str]) -> httpx.Response:
    address = path.format(**ids)
    if (method, path.rpartition("/")[2]) == ("POST", "attachments"):
        return someone.upload(address.removesuffix("/attachments"), PDF)
    return someone.ask(method, address, BODIES.get(path, {} if method != "GET" else None))


def _routes() -> list[tuple[str, str]]:
    """Every route of the office."""
    found = [route for router in service.routers for route in router.routes]
    pairs = [(route.path, method) for route in found for method in sorted(route.methods)]  # type: ignore[attr-defined]
    return [(path, method) for path, method in pairs if not path.startswith(("/public", "/signed-in"))]
