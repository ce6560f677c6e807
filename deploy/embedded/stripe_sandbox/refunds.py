"""Money back, of part or all of a charge, and never more than it took."""

import copy

from .currency import amount_text
from .errors import ApiError, Json
from .events import emit
from .objects import refund
from .params import Fields, Items, Pairs, one_of, text, whole
from .store import Scope, get, insert, update

CREATION = Fields(
    {
        "payment_intent": text(),
        "charge": text(),
        "amount": whole(1),
        "reason": one_of("duplicate", "fraudulent", "requested_by_customer"),
        "metadata": Pairs(),
        "expand": Items(text()),
    }
)


def refund_charge(scope: Scope, params: Json) -> Json:
    """Answers `POST /v1/refunds`; without an amount, what is left of the charge goes back."""
    charge = _charge(scope, params)
    amount = _amount(charge, params)
    before = copy.deepcopy(charge)
    made = refund(charge, amount=amount, params=params)
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    insert(scope, made)
    update(scope, charge)
    emit(scope, "refund.created", made)
    emit(scope, "charge.refunded", charge, before=before)
    return made


def fail_refund(scope: Scope, made: Json) -> None:
    """The customer's bank does not take the money, so that it is the business's again."""
    if made["status"] != "succeeded":
        return
    before, charge = copy.deepcopy(made), get(scope, "charge", made["charge"])
    made |= {"status": "failed", "failure_reason": "lost_or_stolen_card"}
    charge["amount_refunded"] -= made["amount"]
    charge["refunded"] = False
    update(scope, made)
    update(scope, charge)
    emit(scope, "refund.updated", made, before=before)
    emit(scope, "charge.refund.updated", made, before=before)
    emit(scope, "refund.failed", made)


def _charge(scope: Scope, params: Json) -> Json:
    if "charge" in params:
        charge = get(scope, "charge", params["charge"], param="charge")
        if params.get("payment_intent", charge["payment_intent"]) != charge["payment_intent"]:
            raise ApiError("The charge does not belong to that PaymentIntent.", param="payment_intent")
    elif "payment_intent" in params:
        intent = get(scope, "payment_intent", params["payment_intent"], param="payment_intent")
        charge = get(scope, "charge", intent["latest_charge"])
    else:
        message = "One of the following params should be provided for this request: payment_intent or charge."
        raise ApiError(message, code="parameter_missing")
    if charge["status"] != "succeeded":
        message = f"The charge {charge['id']} did not succeed, so there is nothing to refund."
        raise ApiError(message, code="charge_not_refundable", executed=True)
    if charge["disputed"]:
        message = f"Charge {charge['id']} has been charged back; cannot issue a refund."
        raise ApiError(message, code="charge_disputed", executed=True)
    return charge


def _amount(charge: Json, params: Json) -> int:
    left: int = charge["amount"] - charge["amount_refunded"]
    if not left:
        message = f"Charge {charge['id']} has already been refunded."
        raise ApiError(message, code="charge_already_refunded", executed=True)
    amount: int = params.get("amount", left)
    if amount > left:
        asked, rest = amount_text(amount, charge["currency"]), amount_text(left, charge["currency"])
        message = f"Refund amount ({asked}) is greater than unrefunded amount on charge ({rest})"
        raise ApiError(message, param="amount", executed=True)
    return amount
