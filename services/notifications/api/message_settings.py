"""When customers are written to without anybody doing anything."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from services.notifications.api.inbox import person
from services.notifications.domain.errors import NoReader
from services.notifications.domain.message_settings import MessageSettings
from services.notifications.queries.message_settings import message_settings_of
from services.notifications.queries.preferences import preferences_of, reader_hours
from services.notifications.usecases.change_message_settings import change_message_settings
from services.notifications.usecases.change_preferences import change_preferences
from shared.database.session import Session
from shared.web.caller import Member, StaffDep, require_editor
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(prefix="/settings/notifications", route_class=UnitOfWorkRoute, tags=["settings"])


class MessageSchedule(BaseModel):
    """Hours after a job, and days after or before what customers are reminded of; 0 days is never.

    From `quiet_from` until `quiet_until` o'clock, where the business is, nobody hears anything of that.
    """

    follow_up: bool
    follow_up_hours: int
    not_viewed_days: int
    not_signed_days: int
    expiring_days: int
    quiet_from: int
    quiet_until: int


class WantedOf(BaseModel):
    """How a reader is told of one kind: `email` is now, digest or off."""

    email: str
    in_app: bool
    sms: bool


class Preferences(BaseModel):
    """What the reader is told of, by kind, and when: the digest from `digest_hour` on, nothing in the quiet hours."""

    kinds: dict[str, WantedOf]
    digest_hour: int
    quiet_from: int
    quiet_until: int
    phone: str | None


class WantedOfChange(BaseModel):
    """What is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    email: str = "now"
    in_app: StrictBool = True
    sms: StrictBool = False


class PreferencesChange(BaseModel):
    """What is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    kinds: dict[str, WantedOfChange] = {}
    digest_hour: StrictInt = Field(default=8, description="0 to 23, by the clock of the business.")
    quiet_from: StrictInt = Field(default=0, description="0 to 23. The same hour as quiet_until: never.")
    quiet_until: StrictInt = 0
    phone: str | None = Field(default=None, max_length=40, description="Where text messages go; empty is nowhere.")


class NotificationSettings(MessageSchedule):
    """When customers are written to, and what the caller wants to be told; `mine` is null for who is no person."""

    mine: Preferences | None


class MessageScheduleChange(BaseModel):
    """What is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    follow_up: StrictBool = True
    follow_up_hours: StrictInt = Field(default=24, description="0 to 720.")
    not_viewed_days: StrictInt = Field(default=3, description="0 to 60; 0 is never. So with the other days.")
    not_signed_days: StrictInt = 7
    expiring_days: StrictInt = 2
    quiet_from: StrictInt = Field(default=20, description="0 to 23.")
    quiet_until: StrictInt = 8
    mine: PreferencesChange | None = Field(default=None, description="What you are told of yourself; viewers may, too.")


@router.get("")
def read_schedule(session: Reading, staff: StaffDep) -> NotificationSettings:
    return _view(session, staff, message_settings_of(session, staff.workspace))


@router.patch("")
def change_schedule(session: Writing, staff: StaffDep, body: MessageScheduleChange) -> NotificationSettings:
    """Changes what the body names. What is waiting already follows it, too."""
    if body.mine is not None:
        _change_mine(session, staff, body.mine)
    changes = body.model_dump(include=body.model_fields_set - {"mine"})
    if not changes:
        return _view(session, staff, message_settings_of(session, staff.workspace))
    require_editor(staff)
    return _view(session, staff, change_message_settings(session, workspace_id=staff.workspace, changes=changes))


def _change_mine(session: Session, staff: Member, wanted: PreferencesChange) -> None:
    reader = person(staff)
    if reader is None:
        raise NoReader("Only a member of the office has notifications of their own. Sign in as one.", field="mine")
    change_preferences(
        session, workspace_id=staff.workspace, staff_id=reader, changes=wanted.model_dump(exclude_unset=True)
    )
    session.flush()


def _mine(session: Session, staff: Member) -> Preferences | None:
    reader = person(staff)
    if reader is None:
        return None
    hours = reader_hours(session, staff.workspace, reader)
    return Preferences(
        kinds={
            kind: WantedOf(email=one.email, in_app=one.in_app, sms=one.sms)
            for kind, one in preferences_of(session, staff.workspace, reader).items()
        },
        digest_hour=hours.digest_hour,
        quiet_from=hours.quiet_from,
        quiet_until=hours.quiet_until,
        phone=hours.phone,
    )


def _view(session: Session, staff: Member, settings: MessageSettings) -> NotificationSettings:
    return NotificationSettings(
        follow_up=settings.follow_up,
        follow_up_hours=settings.follow_up_hours,
        not_viewed_days=settings.not_viewed_days,
        not_signed_days=settings.not_signed_days,
        expiring_days=settings.expiring_days,
        quiet_from=settings.quiet_from,
        quiet_until=settings.quiet_until,
        mine=_mine(session, staff),
    )
