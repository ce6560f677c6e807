"""Two businesses on one billing never see, pay or change anything of each other: by no route, no webhook and no task."""

import inspect
import json
from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from pydantic import SecretStr
from sqlalchemy.exc import NoResultFound

from services.billing.adapters.vault import Vault
from services.billing.domain.stripe_event import SUBJECTS
from services.billing.domain.stripe_key import StripeKey
from services.billing.domain.tables import metadata
from services.billing.manifest import service
from shared.clock import utc_now
from shared.errors import PorchlightError
from shared.messaging.tables import outbox
from shared.tokens import key_ring
from shared.web.caller import Caller
from tests.billing.house import RETURN_URL, RIVAL, SPARKLE, House, holder, staff
from tests.support.images import image
from tests.support.stripe_fake import FakeStripe

pytestmark = pytest.mark.shows("LNK-11", "PAY-3")

OURS, THEIRS = "acct_sparkle", "acct_rival"
BODIES: dict[tuple[str, str], Any] = {
    ("PATCH", "/invoices/{invoice_id}"): {"title": "Mine now"},
    ("POST", "/invoices/{invoice_id}/payments"): {"method": "cash", "amount": 1},
}
UPLOAD: dict[str, Any] = {"files": {"file": ("a.jpg", image())}, "data": {"visible_to_customer": "true"}}


@pytest.fixture
def paid(house: House, stripe: FakeStripe) -> dict[str, Any]:
    """Sparkle's invoice, paid, partly given back and disputed, with a finding; its rival takes payments too."""
    house.connect(RIVAL, THEIRS)
    invoice = house.issued(125_00)
    house.pay_invoice(invoice)
    (page,) = stripe.session_ids()
    stripe.pay(page)
    house.hear_all(stripe.webhooks())
    house.office("POST", f"/invoices/{invoice['invoice_id']}/refunds", {"amount": 25_00}, status=201)
    house.work()
    stripe.dispute(page)
    stripe.change(page, amount_total=99_00)
    house.hear_all(stripe.webhooks())
    assert house.ask("POST", f"/invoices/{invoice['invoice_id']}/attachments", staff(), **UPLOAD).status_code == 201
    house.context.service.tasks["billing.reconcile"](house.context, workspace_id=str(SPARKLE))
    assert house.discrepancies()
    return invoice


def rows(house: House) -> dict[str, list[str]]:
    """Everything that billing has of Sparkle, and all that it has told or means to do."""
    with house.context.database.read() as session:
        found = {}
        for table in (*metadata.sorted_tables, outbox):
            mine = "workspace_id" in table.c and table is not outbox
            query = table.select().where(table.c.workspace_id == SPARKLE) if mine else table.select()
            found[table.name] = sorted(map(str, session.execute(query)))
        return found


def test_every_route_answers_for_its_own_workspace_only(house: House, stripe: FakeStripe, paid: dict[str, Any]) -> None:
    (attached,) = house.office("GET", f"/invoices/{paid['invoice_id']}/attachments")["items"]
    ids = {
        "invoice_id": paid["invoice_id"],
        "discrepancy_id": house.discrepancies()[0]["discrepancy_id"],
        "attachment_id": attached["attachment_id"],
    }
    before, asked = rows(house), stripe.calls.copy()
    rival = staff(RIVAL)

    answers = {
        (method, path): house.ask(method, path.format_map(_Ids(ids)), rival, **_sent(method, path))
        for method, path in routes()
        if "{" in path
    }
    named = f"?customer_id={house.invoices()[0].customer_id}"
    lists = {
        path: house.ask("GET", path + named, rival)
        for method, path in routes()
        if (method, "{" in path) == ("GET", False)
    }

    assert len(answers) >= 10
    assert {key: answer.status_code for key, answer in answers.items()} == dict.fromkeys(answers, 404)
    for path, answer in lists.items():
        assert answer.status_code in {200, 404}, path
        assert not any(told in answer.text for told in (*ids.values(), OURS, "lee@example.com")), path
    assert (rows(house), stripe.calls) == (before, asked)


def test_a_link_of_another_business_opens_nothing(house: House, stripe: FakeStripe, paid: dict[str, Any]) -> None:
    before, asked = rows(house), stripe.calls.copy()
    (attached,) = house.office("GET", f"/invoices/{paid['invoice_id']}/attachments")["items"]
    stranger = holder(RIVAL, UUID(paid["invoice_id"]), "invoice")
    session = {"session_id": stripe.session_ids()[0]}

    statuses = {
        path: house.ask(method, path, stranger, body).status_code
        for method, path, body in (
            ("GET", "/public/invoice", None),
            ("GET", "/public/invoice/pdf", None),
            ("GET", f"/public/invoice/attachments/{attached['attachment_id']}/file", None),
            ("POST", "/public/checkout", {"return_url": RETURN_URL}),
            ("POST", "/public/checkout/refresh", session),
        )
    }

    namesake = Caller("customer", RIVAL, actor_id=str(house.invoices()[0].customer_id))

    assert house.ask("GET", "/signed-in/invoices", namesake).json() == {"items": []}
    assert statuses == dict.fromkeys(statuses, 404)
    assert (rows(house), stripe.calls) == (before, asked)


def test_a_webhook_for_one_account_touches_no_other(house: House, stripe: FakeStripe, paid: dict[str, Any]) -> None:
    (checkout,) = house.checkouts()
    names = {"workspace_id": str(SPARKLE), "invoice_id": paid["invoice_id"], "payment_id": str(checkout.id)}
    before, asked = rows(house), stripe.calls.copy()

    for kind in SUBJECTS:
        subject = {
            "id": checkout.session_id if "session" in kind else checkout.payment_intent,
            "object": kind.rpartition(".")[0],
            "payment_intent": checkout.payment_intent,
            "client_reference_id": str(checkout.id),
            "metadata": names,
        }
        # What comes for an account has that account looked at again, which is the rival's own affair.
        strangers = ("acct_unknown", None) if SUBJECTS[kind] == "account" else (THEIRS, "acct_unknown", None)
        for account in strangers:
            told = {"id": f"evt_{kind}_{account}", "object": "event", "type": kind, "account": account}
            body = json.dumps(told | {"livemode": False, "data": {"object": subject}}).encode()
            assert house.hear(body).status_code == 200, kind
            assert house.work() == 0, kind

    assert (rows(house), stripe.calls) == (before, asked)


def test_a_webhook_of_a_key_of_ones_own_touches_nobody_else(
    house: House, stripe: FakeStripe, paid: dict[str, Any]
) -> None:
    (checkout,) = house.checkouts()
    token, secret = "the-token-of-the-rival", "whsec_of_the_rival"
    give_key(house, RIVAL, THEIRS, token, secret)
    before, asked = rows(house), stripe.calls.copy()
    subject = {"id": checkout.session_id, "object": "checkout.session", "payment_intent": checkout.payment_intent}
    subject |= {"client_reference_id": str(checkout.id), "metadata": {"workspace_id": str(SPARKLE)}}

    # What is told of the account itself has that looked at again, which is the rival's own affair.
    kinds, answers = [kind for kind in SUBJECTS if SUBJECTS[kind] != "account"], {}
    for kind in kinds:
        for account in (None, THEIRS, OURS):
            told = {"id": f"evt_{kind}_{account}", "object": "event", "type": kind, "account": account}
            body = json.dumps(told | {"livemode": False, "data": {"object": subject}}).encode()
            answers[kind, account] = house.hear(body, secret, token).status_code
            assert house.work() == 0, kind
    unsigned = house.hear(body, token=token), house.hear(body, secret, "nobodys"), house.hear(body, secret)

    assert {answers[kind, account] for kind in kinds for account in (None, THEIRS)} == {200}
    assert {answers[kind, OURS] for kind in kinds} == {400}
    assert [answer.status_code for answer in unsigned] == [400, 404, 400]
    now = rows(house)
    assert {table: now[table] for table in now if table != "outbox"} == {
        table: before[table] for table in before if table != "outbox"
    }
    assert stripe.calls == asked


def give_key(house: House, workspace: UUID, account: str, token: str, secret: str) -> None:
    """The business has a key of its own, whose webhook comes to the address with that token."""
    vault = Vault(key_ring(SecretStr("stripe-keys-secret-for-tests-0123456789abcdef"), ()))
    house.app.state.context = replace(house.context, adapters=replace(house.context.adapters, vault=vault))
    key = StripeKey(
        workspace_id=workspace,
        stripe_account_id=account,
        hint="rl",
        livemode=False,
        webhook_token=token,
        created_at=utc_now(),
    )
    key.listen("we_rival", vault.seal(secret, about=key.about))
    with house.context.database.begin() as session:
        session.add(key)


def test_a_task_for_one_workspace_touches_no_other(house: House, stripe: FakeStripe, paid: dict[str, Any]) -> None:
    (checkout,) = house.checkouts()
    ours = {"checkout_id": str(checkout.id), "invoice_id": paid["invoice_id"], "account": OURS}
    del stripe.accounts[OURS]  # whoever asks for it would be told that it is gone
    before, ran = rows(house), 0

    for name, task in service.tasks.items():
        taken = inspect.signature(task).parameters.keys() - {"context"}
        # The others are for all workspaces, or for that of the row that they name.
        if "workspace_id" in taken:
            ran += 1
            with suppress(NoResultFound, PorchlightError):
                named = {one: ours.get(one, "made_up") for one in taken - {"workspace_id"}}
                task(house.context, workspace_id=str(RIVAL), **named)
        after = rows(house)
        assert {table: after[table] for table in after if table != "outbox"} == {
            table: before[table] for table in before if table != "outbox"
        }, name

    assert ran >= 6


class _Ids(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return str(UUID(int=1))


def _sent(method: str, path: str) -> dict[str, Any]:
    if (method, path.rpartition("/")[2]) == ("POST", "attachments"):
        return UPLOAD
    return {"body": BODIES.get((method, path), {} if method in {"POST", "PUT", "PATCH"} else None)}


def routes() -> list[tuple[str, str]]:
    """Every route of the office."""
    found = [route for router in service.routers for route in router.routes]
    pairs = [(method, route.path) for route in found for method in sorted(route.methods)]  # type: ignore[attr-defined]
    return [(method, path) for method, path in pairs if not path.startswith(("/public", "/signed-in", "/webhooks"))]
