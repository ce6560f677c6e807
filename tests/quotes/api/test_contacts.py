"""Contacts of a customer: what each may do, by their own link and once they have signed in; and what nobody may."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from shared.clock import utc_now
from shared.events.portal import ADDRESS_MARKS, ANY_WORKSPACE, SignInRequested
from shared.ids import new_id
from shared.service import Context
from shared.tickets import Tickets
from shared.web.caller import Caller
from tests.quotes.handlers.test_proposal_lookup_requested import look_up
from tests.quotes.office import (
    NEIGHBOUR,
    WORKSPACE,
    Office,
    Person,
    Visitor,
    gutters,
    open_workspace,
    plans,
    signature,
    tiers,
)
from tests.support.services import SECRETS, deliver, published

pytestmark = pytest.mark.shows("EXT-3")
Json = dict[str, Any]
PAT = {"name": "Pat Ray", "email": "Pat@Ray.example", "may_sign": False, "may_pay": False}


def signed_in(
    context: Context, customer_id: str, address: str, *, party_id: str = "", workspace_id: UUID = WORKSPACE
) -> Person:
    """Whoever has proven at the portal to own the address, which was on file for the party by then."""
    mark = Tickets(ADDRESS_MARKS, SECRETS["SERVICE_TOKEN_SECRET"]).mark(address)
    scope = f"{party_id or customer_id}:{mark}"
    return Person(context, Caller("customer", workspace_id, actor_id=customer_id, scope=scope))


def add(office: Office, customer_id: str, **changes: Any) -> Json:
    return office.post(f"/customers/{customer_id}/contacts", PAT | changes)


def test_the_office_keeps_them_and_everybody_is_told(office: Office, context: Context) -> None:
    customer_id = office.customer()
    here = f"/customers/{customer_id}/contacts"
    made = add(office, customer_id, phone="(212) 555-0177")

    changed = office.ask("PATCH", f"{here}/{made['contact_id']}", {"may_pay": True, "gets_copies": True}).json()
    listed = office.get(here)["items"]
    events = [event["data"]["contacts"] for event in published(context, "CustomerChanged")]
    gone = office.ask("DELETE", f"{here}/{made['contact_id']}")

    assert (made["email"], made["phone"], made["may_sign"]) == ("Pat@Ray.example", "+12125550177", False)
    assert listed == [changed] == [made | {"may_pay": True, "gets_copies": True}]
    assert [[one["gets_copies"] for one in told] for told in events] == [[False], [True]]
    assert (gone.status_code, office.get(here)["items"]) == (204, [])
    assert published(context, "CustomerChanged")[-1]["data"]["contacts"] == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "", "email": "a@b.example"}, "name"),
        ({"name": "Pat"}, "email"),
        ({"name": "Pat", "email": "pat"}, "email"),
        ({"name": "Pat", "phone": "12"}, "phone"),
        ({"name": "Pat", "phone": "(212) 555-0177", "gets_copies": True}, "email"),
        ({"name": "Pat", "email": "a@b.example", "may_sign": "perhaps"}, "may_sign"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_the_field(office: Office, body: Json, field: str) -> None:
    customer_id = office.customer()

    answer = office.ask("POST", f"/customers/{customer_id}/contacts", body)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert office.get(f"/customers/{customer_id}/contacts")["items"] == []


def test_a_customer_has_at_most_twenty_and_nobody_of_another_office_or_a_viewer_adds_any(
    office: Office, context: Context
) -> None:
    open_workspace(context, NEIGHBOUR)
    customer_id = office.customer()
    made = [add(office, customer_id, email=f"pat{number}@ray.example") for number in range(20)]
    here = f"/customers/{customer_id}/contacts"

    full = office.ask("POST", here, PAT)
    neighbour, viewer = Office(context, NEIGHBOUR), Office(context, role="viewer")
    one = f"{here}/{made[0]['contact_id']}"
    foreign = [neighbour.ask(*asked).status_code for asked in (("GET", here), ("POST", here, PAT), ("DELETE", one))]

    assert (full.status_code, full.json()["code"]) == (409, "too_many_contacts")
    assert foreign == [404, 404, 404]
    assert [viewer.ask("POST", here, PAT).status_code, viewer.ask("DELETE", one).status_code] == [403, 403]


@pytest.mark.parametrize("may_sign", [False, True])
def test_a_look_up_by_their_address_sends_them_a_link_with_their_rights(
    office: Office, visitor: Visitor, context: Context, may_sign: bool
) -> None:
    customer_id = office.customer()
    sent = office.sent(gutters(), customer_id=customer_id, public_token=True)
    contact = add(office, customer_id, may_sign=may_sign)

    (answer,) = look_up(context, email="pat@ray.example")
    token = answer["records"][0]["link"].rpartition("/")[2]
    page = visitor.page(token)
    declined = visitor.do(token, "decline", {}) if not may_sign else None
    signed = visitor.accept(token)
    asked = visitor.do(token, "notes", {"text": "Is Friday possible?"})
    office.ask("DELETE", f"/customers/{customer_id}/contacts/{contact['contact_id']}")
    gone = visitor.ask("GET", f"/public/links/{token}")

    assert (answer["customer_email"], "/l/" in answer["records"][0]["link"]) == ("Pat@Ray.example", True)
    assert (page["may_sign"], page["may_pay"]) == (may_sign, False)
    assert signed.status_code == (201 if may_sign else 403)
    assert declined is None or declined.json()["code"] == "may_not_sign"
    assert asked.status_code == 201
    assert (gone.status_code, gone.json()["code"]) == (410, "link_revoked")
    assert visitor.page(sent["token"])["may_sign"]


@pytest.mark.shows("ACC-5")
def test_signing_in_is_answered_where_the_address_is_on_file_and_nowhere_else(office: Office, context: Context) -> None:
    open_workspace(context, NEIGHBOUR)
    customer_id = office.customer(email="Dana@Fox.example", phone="(212) 555-0100")
    add(office, customer_id)
    Office(context, NEIGHBOUR).customer(email="dana@fox.example")
    asked = [
        (ANY_WORKSPACE, "dana@fox.example", None),
        (WORKSPACE, "dana@fox.example", None),
        (WORKSPACE, "pat@ray.example", None),
        (WORKSPACE, None, "+12125550100"),
        (NEIGHBOUR, "pat@ray.example", None),
        (ANY_WORKSPACE, "nobody@fox.example", None),
    ]

    for workspace_id, email, phone in asked:
        event = SignInRequested(
            workspace_id=workspace_id, sign_in_id=new_id(), email=email, phone=phone, expires_at=utc_now()
        )
        deliver(context, event)

    found = [event["data"] for event in published(context, "SignInAnswered")]
    told = [(UUID(one["workspace_id"]), one["email"], one["phone"], one["name"]) for one in found]
    assert told == [
        (NEIGHBOUR, "dana@fox.example", None, ""),
        (WORKSPACE, "Dana@Fox.example", None, "Pat Doe"),
        (WORKSPACE, "Pat@Ray.example", None, "Pat Ray"),
        (WORKSPACE, None, "+12125550100", "Pat Doe"),
    ]


@pytest.mark.shows("ACC-5", "LNK-6")
def test_they_see_all_that_was_sent_as_what_it_is_now_and_no_draft(
    office: Office, visitor: Visitor, context: Context
) -> None:
    customer_id = office.customer()
    records = [office.sent(body, customer_id=customer_id) for body in (gutters(), tiers(), plans())]
    visitor.accept(records[0]["token"])
    office.draft(gutters(), customer_id=customer_id)
    withdrawn = office.sent(gutters(), customer_id=customer_id)
    office.post(f"/estimates/{withdrawn['estimate_id']}/void", {})
    dana = signed_in(context, customer_id, "pat@example.com")

    overview = dana.get("/signed-in/overview")
    path = dana.get(f"/signed-in/estimates/{records[1]['estimate_id']}/path")["path"]

    assert [(one["number"], one["kind"], one["status"]) for one in overview["estimates"]] == [
        (records[2]["number"], "maintenance", "sent"),
        (records[1]["number"], "proposal", "sent"),
        (records[0]["number"], "estimate", "accepted"),
    ]
    assert overview["estimates"][2]["job"]["status"] == "unscheduled"
    assert (overview["name"], overview["may_sign"], overview["may_pay"]) == ("Pat Doe", True, True)
    assert visitor.page(path.rpartition("/")[2])["estimate_id"] == records[1]["estimate_id"]


@pytest.mark.shows("ACC-5", "LNK-11")
def test_a_session_opens_nothing_of_anybody_else(office: Office, context: Context) -> None:
    open_workspace(context, NEIGHBOUR)
    mine, other = office.customer(), office.customer(name="Kim", email="kim@example.com")
    record = office.sent(gutters(), customer_id=other)
    draft = office.draft(gutters(), customer_id=mine)
    contact = add(office, other)
    path = f"/signed-in/estimates/{record['estimate_id']}/path"

    def asked(person: Person, *paths: str) -> list[int]:
        return [person.ask("GET", path).status_code for path in ("/signed-in/me", "/signed-in/overview", *paths)]

    assert asked(signed_in(context, mine, "pat@example.com"), path) == [200, 200, 404]
    assert (
        asked(signed_in(context, mine, "pat@example.com"), f"/signed-in/estimates/{draft['estimate_id']}/path")[2]
        == 404
    )
    # Somebody else's id, address, contact or workspace, each with what is right of the rest.
    assert asked(signed_in(context, other, "pat@example.com"), path) == [401] * 3
    assert asked(signed_in(context, mine, "kim@example.com"), path) == [401] * 3
    assert asked(signed_in(context, mine, "pat@ray.example", party_id=contact["contact_id"]), path) == [401] * 3
    assert asked(signed_in(context, other, "kim@example.com", workspace_id=NEIGHBOUR), path) == [401] * 3
    assert asked(signed_in(context, str(uuid4()), "pat@example.com"), path) == [401] * 3
    for stranger in (office, Visitor(context), Person(context, Caller("link", WORKSPACE, scope="estimate:1"))):
        assert asked(stranger, path) == [401] * 3


@pytest.mark.shows("ACC-5")
def test_who_has_changed_their_address_is_out_and_a_contact_has_the_rights_of_now(
    office: Office, context: Context
) -> None:
    customer_id = office.customer()
    sent = office.sent(gutters(), customer_id=customer_id)
    contact = add(office, customer_id, may_pay=True)
    dana = signed_in(context, customer_id, "pat@example.com")
    pat = signed_in(context, customer_id, "pat@ray.example", party_id=contact["contact_id"])
    before = pat.get("/signed-in/me")
    path = pat.get(f"/signed-in/estimates/{sent['estimate_id']}/path")["path"]

    office.ask("PATCH", f"/customers/{customer_id}", {"email": "new@example.com"})
    office.ask("PATCH", f"/customers/{customer_id}/contacts/{contact['contact_id']}", {"may_pay": False})

    assert dana.ask("GET", "/signed-in/me").status_code == 401
    assert (before["name"], before["customer_name"], before["may_pay"]) == ("Pat Ray", "Pat Doe", True)
    assert not pat.get("/signed-in/me")["may_pay"]
    signed = Visitor(context).do(path.rpartition("/")[2], "accept", signature(version=1))
    assert (path.startswith("/l/"), signed.status_code) == (True, 403)
