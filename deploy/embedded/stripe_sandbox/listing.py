"""Lists and expansions: how objects are found and shown, the same for every kind."""

from .errors import ApiError, Json, no_such
from .objects import listing
from .params import Fields, Items, Shape, flag, text, whole
from .store import Scope, document, find, private_part

_RANGE = Fields({"gt": whole(), "gte": whole(), "lt": whole(), "lte": whole()})
_PAGING: dict[str, Shape] = {
    "created": _RANGE,
    "limit": whole(1, 100),
    "starting_after": text(),
    "ending_before": text(),
    "expand": Items(text()),
}
_SIGNS = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
_REFERENCES = {
    ("checkout.session", "payment_intent"): "payment_intent",
    ("payment_intent", "latest_charge"): "charge",
    ("charge", "payment_intent"): "payment_intent",
    ("refund", "charge"): "charge",
    ("refund", "payment_intent"): "payment_intent",
}
_PAGE = 10

SESSIONS = Fields(_PAGING | {"payment_intent": text()})
REFUNDS = Fields(_PAGING | {"payment_intent": text(), "charge": text()})
EVENTS = Fields(_PAGING | {"type": text(), "types": Items(text(), at_most=20), "delivery_success": flag})
ONE = Fields({"expand": Items(text())})


def page(scope: Scope, kind: str, params: Json, *, url: str) -> Json:
    """One page of the account's objects of a kind, the newest first."""
    limit = params.get("limit", _PAGE)
    backwards = "ending_before" in params
    where, values = _conditions(scope, kind, params)
    order = "ASC" if backwards else "DESC"
    # The conditions are made here, of fixed names and question marks alone.
    sql = f"SELECT body FROM objects WHERE {where} ORDER BY seq {order} LIMIT ?"  # noqa: S608
    rows = [document(body) for (body,) in scope.db.execute(sql, (*values, limit + 1))]
    shown = rows[:limit][::-1] if backwards else rows[:limit]
    return listing(shown, url=url, has_more=len(rows) > limit)


def expand(scope: Scope, body: Json, paths: list[str]) -> Json:
    """The object with what the paths name put in place of its ids."""
    for index, path in enumerate(paths):
        targets = [body]
        steps = path.split(".")
        if body["object"] == "list":
            if steps.pop(0) != "data" or not steps:
                raise _not_expandable(path, index)
            targets = body["data"]
        for target in targets:
            _follow(scope, target, steps, index)
    return body


def _conditions(scope: Scope, kind: str, params: Json) -> tuple[str, list[str | int]]:
    where = ["account = ?", "kind = ?"]
    values: list[str | int] = [scope.account, kind]
    for name in ("payment_intent", "charge", "type"):
        if name in params:
            where.append(f"json_extract(body, '$.{name}') = ?")
            values.append(params[name])
    if "types" in params:
        where.append(f"json_extract(body, '$.type') IN ({', '.join('?' * len(params['types']))})")
        values += params["types"]
    if "delivery_success" in params:
        where.append("(json_extract(body, '$.pending_webhooks') = 0) = ?")
        values.append(int(params["delivery_success"]))
    for name, bound in params.get("created", {}).items():
        where.append(f"created {_SIGNS[name]} ?")
        values.append(bound)
    for name, sign in (("starting_after", "<"), ("ending_before", ">")):
        if name in params:
            where.append(f"seq {sign} ?")
            values.append(_position(scope, kind, params[name], name))
    return " AND ".join(where), values


def _position(scope: Scope, kind: str, object_id: str, param: str) -> int:
    sql = "SELECT seq FROM objects WHERE id = ? AND kind = ? AND account = ?"
    row = scope.db.execute(sql, (object_id, kind, scope.account)).fetchone()
    if row is None:
        raise no_such(kind, object_id, param=param, status=400)
    return int(row[0])


def _follow(scope: Scope, target: Json, steps: list[str], index: int) -> None:
    first, *rest = steps
    if (target["object"], first) == ("checkout.session", "line_items") and not rest:
        lines = private_part(scope, target["id"])["lines"]
        url = f"/v1/checkout/sessions/{target['id']}/line_items"
        target["line_items"] = listing(lines, url=url, has_more=False)
        return
    kind = _REFERENCES.get((target["object"], first))
    if kind is None:
        raise _not_expandable(first, index)
    if isinstance(target[first], str):
        target[first] = find(scope, kind, target[first])
    if rest and target[first]:
        _follow(scope, target[first], rest, index)


def _not_expandable(path: str, index: int) -> ApiError:
    return ApiError(f"This property cannot be expanded ({path}).", param=f"expand[{index}]")
