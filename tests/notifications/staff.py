"""What happens to the people of Bright Lawn & Paving's office."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from shared.events.portal import MemberInvited, MemberJoined, MemberRemoved, MemberSecured, PasswordResetRequested
from tests.support.business import WORKSPACE

CAROL = UUID("01920000-0000-7000-8000-0000000000c1")
INVITATION = UUID("01920000-0000-7000-8000-0000000000c2")
RESET = UUID("01920000-0000-7000-8000-0000000000c3")
EMAIL = "carol@brightlawn.example"
_CAROL: dict[str, Any] = {"workspace_id": WORKSPACE, "email": EMAIL, "name": "Carol Reyes"}


def member_invited(**changes: Any) -> MemberInvited:
    facts = {
        "invitation_id": INVITATION,
        "role": "office",
        "invited_by": "Miguel Ortega",
        "expires_at": datetime(2026, 12, 5, 18, tzinfo=UTC),
    }
    return MemberInvited(**_CAROL | facts | changes)


def member_joined() -> MemberJoined:
    return MemberJoined(**_CAROL, staff_id=CAROL, role="office")


def member_removed() -> MemberRemoved:
    return MemberRemoved(workspace_id=WORKSPACE, staff_id=CAROL)


def member_secured(change: str = "password") -> MemberSecured:
    return MemberSecured(**_CAROL, staff_id=CAROL, change=change)


def password_reset_requested() -> PasswordResetRequested:
    return PasswordResetRequested(
        **_CAROL, staff_id=CAROL, reset_id=RESET, expires_at=datetime(2026, 11, 28, 19, tzinfo=UTC)
    )


def everything() -> list[Any]:
    """All that is mailed to the one it is about."""
    return [member_invited(), member_secured(), password_reset_requested()]
