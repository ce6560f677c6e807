"""What the SDK may ask of an object, it finds: a field that is absent raises where Stripe's would be null."""

from typing import Any

import pytest
import stripe

from .support import ACCOUNT, Running, options


def known(kind: Any) -> set[str]:
    """The fields the SDK declares for a kind of object."""
    return {name for name in kind.__annotations__ if name.islower() and not name.startswith("_")}


@pytest.mark.parametrize(
    ("kind", "only_at_times"),
    [
        (stripe.checkout.Session, {"line_items"}),
        (stripe.PaymentIntent, {"source"}),
        (stripe.Charge, {"refunds", "source"}),
        (stripe.Refund, set()),
        (stripe.Dispute, set()),
        (stripe.Event, {"context"}),
        (stripe.Account, {"deleted"}),
    ],
)
def test_has_every_field_that_stripe_always_sends(running_sandbox: Running, kind: Any, only_at_times: set[str]) -> None:
    session, disputed = running_sandbox.paid_session(), running_sandbox.paid_session().payment_intent
    running_sandbox.browser.post(f"{running_sandbox.url}/dashboard/{disputed}", data={"action": "dispute"})
    client, account = running_sandbox.stripe.v1, options(ACCOUNT)
    refund = client.refunds.create({"payment_intent": str(session.payment_intent)}, account)
    objects: dict[Any, Any] = {
        stripe.checkout.Session: session,
        stripe.PaymentIntent: client.payment_intents.retrieve(str(session.payment_intent), options=account),
        stripe.Charge: client.charges.retrieve(str(refund.charge), options=account),
        stripe.Refund: refund,
        stripe.Dispute: client.disputes.list(options=account).data[0],
        stripe.Event: client.events.list(options=account).data[0],
        stripe.Account: client.accounts.retrieve(ACCOUNT),
    }

    assert known(kind) - set(objects[kind].to_dict()) == only_at_times
