"""When customers are written to without anybody doing anything."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from services.notifications.domain.message_settings import MessageSettings
from services.notifications.queries.message_settings import message_settings_of
from services.notifications.usecases.change_message_settings import change_message_settings
from shared.web.caller import EditorDep, StaffDep
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


@router.get("")
def read_schedule(session: Reading, staff: StaffDep) -> MessageSchedule:
    return _view(message_settings_of(session, staff.workspace))


@router.patch("")
def change_schedule(session: Writing, staff: EditorDep, body: MessageScheduleChange) -> MessageSchedule:
    """Changes what the body names. What is waiting already follows it, too."""
    changes = body.model_dump(include=body.model_fields_set)
    return _view(change_message_settings(session, workspace_id=staff.workspace, changes=changes))


def _view(settings: MessageSettings) -> MessageSchedule:
    return MessageSchedule(
        follow_up=settings.follow_up,
        follow_up_hours=settings.follow_up_hours,
        not_viewed_days=settings.not_viewed_days,
        not_signed_days=settings.not_signed_days,
        expiring_days=settings.expiring_days,
        quiet_from=settings.quiet_from,
        quiet_until=settings.quiet_until,
    )
