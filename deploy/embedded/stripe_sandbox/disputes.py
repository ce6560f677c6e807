"""Disputes: the customer's bank takes a payment back, and decides later whom it believes."""

from http import HTTPStatus

from .errors import ApiError, Json
from .events import emit
from .objects import dispute
from .store import Scope, insert, objects_of, update

KIND = "dispute"


def open_dispute(scope: Scope, charge: Json) -> Json:
    """The bank takes the whole payment back, whatever has been given back of it, and asks for evidence."""
    if charge["status"] != "succeeded" or charge["disputed"]:
        raise ApiError(f"Charge {charge['id']} is not one that can be disputed now.", status=HTTPStatus.CONFLICT)
    opened = dispute(charge)
    insert(scope, opened)
    charge["disputed"] = True
    update(scope, charge)
    emit(scope, "charge.dispute.created", opened)
    emit(scope, "charge.dispute.funds_withdrawn", opened)
    return opened


def close_dispute(scope: Scope, charge: Json, *, won: bool) -> None:
    """The bank has decided: the business gets its money again, or has lost it."""
    found = dispute_of(scope, charge)
    if found is None or found["status"] != "needs_response":
        raise ApiError(f"No dispute of charge {charge['id']} is open.", status=HTTPStatus.CONFLICT)
    found["status"] = "won" if won else "lost"
    update(scope, found)
    if won:
        emit(scope, "charge.dispute.funds_reinstated", found)
    emit(scope, "charge.dispute.closed", found)


def dispute_of(scope: Scope, charge: Json) -> Json | None:
    """The one dispute of a charge, if there has been any."""
    return next(iter(objects_of(scope, KIND, charge["payment_intent"])), None)
