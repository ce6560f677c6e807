"""Writes down who changes a workspace's settings, brands, people and keys, in the transaction of the change itself.

It hangs on the rows and not on the use cases: whatever changes one of them while somebody is `acting` leaves its line, and
none can forget to. What handlers, customers and the command line do is nobody's of the office, and leaves none.
"""

from typing import Any

from sqlalchemy import Connection, event, insert, inspect

from services.portal.domain.activity import TABLE, activity_of, in_words
from services.portal.domain.actor import acting
from services.portal.domain.api_key import ApiKey
from services.portal.domain.branding import Brand
from services.portal.domain.invitation import Invitation
from services.portal.domain.portal_settings import PortalSettings
from services.portal.domain.staff import Staff
from services.portal.domain.workspace import Workspace
from shared.clock import utc_now

Change = dict[str, Any]
_CHOSEN = (
    "proposals estimate_requests invoice_payments reviews referrals privacy google_review_url invite_everyone "
    "services holiday_lights_enabled business_hours"
)
_TOLD: dict[type[Any], tuple[str, str]] = {
    Workspace: (
        "settings",
        "company_name time_zone currency locale public_site_url contact_email contact_phone link_days",
    ),
    PortalSettings: ("settings", _CHOSEN),
    Brand: ("brands", "name accent_color secondary_color is_default logo_version retired_at"),
    Invitation: ("team", "email role"),
    Staff: ("team", "name email role password_hash"),
    ApiKey: ("api-keys", "scopes expires_at revoked_at"),
}
"""Per mapped class the kind of its changes, and the columns that are told of. No other column is ever looked at."""
_SECRET = {"password_hash": "password", "logo_version": "logo"}
"""Columns of which only is told that they changed, and as what."""


def _made(_mapper: Any, connection: Connection, row: Any) -> None:
    if isinstance(row, PortalSettings):
        # There is no row until something is changed: what was before is what holds without one.
        usual = PortalSettings(workspace_id=row.workspace_id)
        _write(connection, row, "change", _between(usual, row))
    elif not isinstance(row, Workspace):
        act = "invite" if isinstance(row, Invitation) else "add"
        _write(connection, row, act, [] if isinstance(row, Staff) else _between(None, row))


def _changed(_mapper: Any, connection: Connection, row: Any) -> None:
    found = {}
    for name in _told(row):
        history = inspect(row).attrs[name].history
        if history.has_changes():
            found[name] = _change(name, *history.deleted[:1] or (None,), *history.added[:1] or (None,))
    changes = [change for change in found.values() if change is not None]
    if changes:
        revoked = isinstance(row, ApiKey) and "revoked_at" in found
        _write(connection, row, "revoke" if revoked else "change", changes)


def _removed(_mapper: Any, connection: Connection, row: Any) -> None:
    _write(connection, row, "withdraw_invitation" if isinstance(row, Invitation) else "remove", [])


def _write(connection: Connection, row: Any, act: str, changes: list[Change]) -> None:
    actor = acting.get()
    if actor is None:
        return
    kind, _ = _TOLD[type(row)]
    is_settings = kind == "settings"
    line = activity_of(
        actor,
        row.id if isinstance(row, Workspace) else row.workspace_id,
        now=utc_now(),
        kind=kind,
        act=act,
        subject_id=None if is_settings else row.id,
        subject_name="" if is_settings else row.name,
        changes=changes,
    )
    connection.execute(insert(TABLE).values(line))


def _told(row: Any) -> list[str]:
    return _TOLD[type(row)][1].split()


def _between(before: Any, row: Any) -> list[Change]:
    found = (_change(name, getattr(before, name, None), getattr(row, name)) for name in _told(row))
    return [change for change in found if change is not None]


def _change(name: str, before: Any, after: Any) -> Change | None:
    """What is told of one field, if there is anything to tell."""
    if name in _SECRET:
        return {"field": _SECRET[name], "before": None, "after": None} if before != after else None
    told, telling = in_words(before), in_words(after)
    return {"field": name, "before": told, "after": telling} if told != telling else None


for _mapped in _TOLD:
    event.listen(_mapped, "after_insert", _made)
    event.listen(_mapped, "after_update", _changed)
    event.listen(_mapped, "after_delete", _removed)
