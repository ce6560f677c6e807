"""The dashboard: what a business and a bank do to a payment afterwards, by buttons, as at Stripe's own."""

from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus

from starlette.responses import RedirectResponse, Response

from shared.clock import utc_now

from .accounts import business_name
from .checkout import KIND as SESSION
from .currency import amount_of
from .disputes import close_dispute, dispute_of, open_dispute
from .errors import ApiError, Json
from .hosted import html
from .payments import bounce_transfer, settle_transfer
from .refunds import fail_refund, refund_charge
from .sandbox import Sandbox
from .store import Scope, find, get, newest, objects_of, owner, schedule

KIND = "payment_intent"
_SHOWN = 100

Fields = Mapping[str, str]


def show_payments(sandbox: Sandbox) -> Response:
    """The latest payments of all accounts."""
    with sandbox.transaction() as platform:
        rows = []
        for account, intent in newest(platform.db, KIND, _SHOWN):
            scope = Scope(platform.db, account)
            rows.append({"intent": intent, "business": business_name(scope), "state": _state(scope, intent)})
    return html("dashboard.html", HTTPStatus.OK, rows=rows)


def show_payment(sandbox: Sandbox, intent_id: str) -> Response:
    """One payment, and what can become of it now."""
    with sandbox.transaction() as platform:
        scope = _scope_of(platform, intent_id)
        return _not_found() if scope is None else _page(scope, intent_id)


def take_action(sandbox: Sandbox, intent_id: str, fields: Fields) -> Response:
    """Does what the pressed button says; what is not possible (any more) is said on the page."""
    try:
        with sandbox.transaction() as platform:
            scope = _scope_of(platform, intent_id)
            if scope is None:
                return _not_found()
            act = _ACTIONS.get(fields.get("action", ""), _nothing)
            act(sandbox, scope, get(scope, KIND, intent_id), fields)
    except ApiError as refusal:
        return _refused(sandbox, intent_id, refusal)
    # Relative, since the sandbox does not know at which address it is being looked at.
    return RedirectResponse(intent_id, status_code=HTTPStatus.SEE_OTHER)


def _refused(sandbox: Sandbox, intent_id: str, refusal: ApiError) -> Response:
    with sandbox.transaction() as platform:
        scope = _scope_of(platform, intent_id)
        return _not_found() if scope is None else _page(scope, intent_id, problem=refusal)


def _nothing(_sandbox: Sandbox, _scope: Scope, _intent: Json, _fields: Fields) -> None:
    raise ApiError("Press one of the buttons.")


def _refund(sandbox: Sandbox, scope: Scope, intent: Json, fields: Fields) -> None:
    typed = fields.get("amount", "").strip()
    asked = {"amount": amount_of(typed, intent["currency"])} if typed else {}
    made = refund_charge(scope, {"payment_intent": intent["id"]} | asked)
    if fields.get("fails"):
        schedule(scope, made["id"], "fail_refund", utc_now().timestamp() + sandbox.settings.settle_after)


def _fail_refund(_sandbox: Sandbox, scope: Scope, intent: Json, fields: Fields) -> None:
    made = get(scope, "refund", fields.get("refund", ""))
    if made["payment_intent"] == intent["id"]:
        fail_refund(scope, made)


def _dispute(_sandbox: Sandbox, scope: Scope, intent: Json, _fields: Fields) -> None:
    open_dispute(scope, _charge(scope, intent))


def _decide(_sandbox: Sandbox, scope: Scope, intent: Json, _fields: Fields, *, won: bool) -> None:
    close_dispute(scope, _charge(scope, intent), won=won)


def _end_transfer(
    _sandbox: Sandbox, scope: Scope, intent: Json, _fields: Fields, *, end: Callable[[Scope, Json], None]
) -> None:
    session = _session(scope, intent)
    if intent["status"] != "processing" or session is None:
        raise ApiError("No bank transfer is under way.")
    end(scope, session)


_ACTIONS: dict[str, Callable[[Sandbox, Scope, Json, Fields], None]] = {
    "refund": _refund,
    "fail_refund": _fail_refund,
    "dispute": _dispute,
    "win": partial(_decide, won=True),
    "lose": partial(_decide, won=False),
    "settle": partial(_end_transfer, end=settle_transfer),
    "bounce": partial(_end_transfer, end=bounce_transfer),
}


def _page(scope: Scope, intent_id: str, *, problem: ApiError | None = None) -> Response:
    intent = get(scope, KIND, intent_id)
    charge = _charge(scope, intent)
    return html(
        "payment.html",
        HTTPStatus.OK if problem is None else HTTPStatus(problem.status),
        problem=problem.message if problem else None,
        intent=intent,
        business=business_name(scope),
        state=_state(scope, intent),
        left=charge.get("amount_captured", 0) - charge.get("amount_refunded", 0),
        refunds=objects_of(scope, "refund", intent_id),
        dispute=dispute_of(scope, charge) if charge else None,
        email=(_session(scope, intent) or {}).get("customer_email"),
    )


def _state(scope: Scope, intent: Json) -> str:
    if intent["status"] == "processing":
        return "under way from the bank"
    if intent["status"] != "succeeded":
        return "not paid"
    charge = _charge(scope, intent)
    found = dispute_of(scope, charge)
    if found is not None:
        return {"won": "dispute won", "lost": "dispute lost"}.get(found["status"], "disputed")
    if charge["refunded"]:
        return "given back"
    return "partly given back" if charge["amount_refunded"] else "paid"


def _charge(scope: Scope, intent: Json) -> Json:
    """The charge that counts; nothing where no attempt has been made yet."""
    return find(scope, "charge", intent["latest_charge"]) or {} if intent["latest_charge"] else {}


def _session(scope: Scope, intent: Json) -> Json | None:
    return next(iter(objects_of(scope, SESSION, intent["id"])), None)


def _scope_of(platform: Scope, intent_id: str) -> Scope | None:
    account = owner(platform.db, intent_id) if intent_id.startswith("pi_") else None
    return None if account is None else Scope(platform.db, account)


def _not_found() -> Response:
    return html("unknown.html", HTTPStatus.NOT_FOUND, what="payment")
