"""What API keys may be let do: reading or changing one area of the API. The one table of which route is in which area."""

from collections.abc import Iterable

from services.portal.domain.errors import InsufficientScope, InvalidChoice, PeopleOnly

READ, WRITE = "read", "write"
AREAS = {
    "customers": "Customers and their contacts",
    "leads": "Leads",
    "estimates": "Estimates and proposals",
    "jobs": "Jobs and appointments",
    "invoices": "Invoices, payments and refunds",
    "reviews": "Reviews",
    "referrals": "Referrals and rewards",
    "messages": "Messages to customers",
    "metrics": "Metrics",
    "settings": "Settings",
}
"""The areas, in the order in which they are shown."""
SCOPES = tuple(f"{area}:{act}" for area in AREAS for act in (READ, WRITE) if (area, act) != ("metrics", WRITE))
"""All scopes there are. Changing does not include reading: a key may put leads in that it cannot read."""

_PEOPLE = ""
_AREA_OF = {
    "customers": "customers",
    "leads": "leads",
    "estimates": "estimates",
    "jobs": "jobs",
    "invoices": "invoices",
    "reviews": "reviews",
    "referrals": "referrals",
    "rewards": "referrals",
    "deliveries": "messages",
    "suppressions": "messages",
    "metrics": "metrics",
    "settings/account": "settings",
    "settings/billing/terms": "settings",
    "settings/brands": "settings",
    "settings/first-steps": "settings",
    # It makes a customer of whoever calls.
    "settings/first-steps/sample-proposal": _PEOPLE,
    "settings/notifications": "settings",
    "settings/portal": "settings",
    "settings/privacy": "settings",
    "settings/services": "settings",
    "settings/templates": "settings",
    # Whoever may say where the money goes, who is let in, or what others did, is a person who signed in.
    "settings/billing": _PEOPLE,
    "activity": _PEOPLE,
    "api-keys": _PEOPLE,
    "team": _PEOPLE,
    # Everybody's own.
    "inbox": _PEOPLE,
    "me": _PEOPLE,
}
_LOOKING = {"GET", "HEAD"}
_DEEPEST = 3
"""Parts of the longest path above."""


def is_placed(path: str) -> bool:
    """Whether the table says what keys may do at `path`, which is what follows /api/v1/."""
    return _place(path) is not None


def scope_needed(method: str, path: str) -> str:
    """The scope that a key needs there; raises `PeopleOnly` where none is enough, or nothing is known of the path."""
    area = _place(path)
    if not area:
        raise PeopleOnly("An API key does not reach this. Sign in, and send a staff access token instead.")
    return f"{area}:{READ if method in _LOOKING else WRITE}"


def scope_of(method: str, path: str) -> str | None:
    """The scope that a key needs there, or None where no key is let in."""
    try:
        return scope_needed(method.upper(), path)
    except PeopleOnly:
        return None


def check_scope(scopes: Iterable[str], needed: str) -> None:
    """Raises `InsufficientScope`, which names what is `needed`, unless it is among the `scopes`."""
    if needed not in scopes:
        message = (
            f"This API key lacks the scope {needed}. An owner can make a key that has it, under Settings, API keys."
        )
        raise InsufficientScope(message, scope=needed)


def may_change(scopes: Iterable[str], needed: str) -> bool:
    """Whether what is asked by the scope `needed` may also change things of its area."""
    return f"{needed.partition(':')[0]}:{WRITE}" in scopes


def read_scopes(names: Iterable[str]) -> list[str]:
    """The scopes of those names, each once and in their usual order; raises `InvalidChoice`."""
    chosen = set(names)
    unknown = sorted(chosen.difference(SCOPES))
    if unknown:
        message = f"There is no scope {unknown[0][:60]!r}. There are: {', '.join(SCOPES)}."
        raise InvalidChoice(message, field="scopes")
    if not chosen:
        raise InvalidChoice("scopes must not be empty: choose what the key may do.", field="scopes")
    return [scope for scope in SCOPES if scope in chosen]


def _place(path: str) -> str | None:
    parts = path.split("/")[:_DEEPEST]
    known = ("/".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((_AREA_OF[prefix] for prefix in known if prefix in _AREA_OF), None)
