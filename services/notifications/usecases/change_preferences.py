"""A member of an office says what to be told of, and how."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.notifications.domain.errors import InvalidPreference
from services.notifications.domain.preferences import KINDS
from services.notifications.queries.preferences import preference_for, reader_hours
from services.notifications.queries.workspaces import get_workspace
from shared.database.session import Session
from shared.phones import home_region, read_phone


def change_preferences(session: Session, *, workspace_id: UUID, staff_id: UUID, changes: Mapping[str, Any]) -> None:
    """Sets what `changes` names: hours and the phone, and below `kinds` what is wanted of each; raises `InvalidPreference`."""
    workspace, hours = get_workspace(session, workspace_id), reader_hours(session, workspace_id, staff_id)
    for field, value in changes.items():
        if field == "phone":
            hours.phone = _phone(value, home_region(workspace.time_zone, workspace.locale))
        elif field != "kinds":
            hours.change(field, value)
    session.add(hours)
    session.flush()
    for kind, wanted in changes.get("kinds", {}).items():
        _change(session, workspace_id, staff_id, kind, wanted, has_phone=bool(hours.phone))


def _change(
    session: Session, workspace_id: UUID, staff_id: UUID, kind: str, wanted: Mapping[str, Any], *, has_phone: bool
) -> None:
    if kind not in KINDS:
        known = ", ".join(KINDS)
        raise InvalidPreference(f"There is no kind {kind}. There are: {known}.", field="kinds")
    preference = preference_for(session, workspace_id, staff_id, kind)
    for field, value in wanted.items():
        preference.change(field, value)
    if preference.sms and not has_phone:
        raise InvalidPreference("Enter the phone number that text messages are to go to.", field="phone")
    session.add(preference)


def _phone(value: str | None, region: str) -> str | None:
    if not value or not value.strip():
        return None
    number = read_phone(value, region=region)
    if number is None:
        raise InvalidPreference("Enter a phone number with its area code, such as (212) 555-0100.", field="phone")
    return number
