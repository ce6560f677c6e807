"""The local mailbox of the embedded run: every message that would have gone out, readable as a whole."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field

from services.notifications.adapters.mailbox import newest_messages, read_message
from services.notifications.domain.errors import MailboxNotInUse, MessageNotFound
from shared.errors import NotAuthenticated
from shared.web.caller import CallerDep

router = APIRouter()


class MessageSummary(BaseModel):
    """One message, from outside."""

    id: str
    kind: str
    to: str
    sender: str = Field(alias="from")
    subject: str
    at: str
    headers: dict[str, str]


class AttachedText(BaseModel):
    """What goes with a message, such as a calendar file."""

    name: str
    content_type: str
    text: str


class MessageView(MessageSummary):
    """One message, with what is in it."""

    html: str
    text: str
    attachments: list[AttachedText] = []


def require_mailbox(request: Request, caller: CallerDep) -> Path:
    """The mailbox's folder. Its messages are of all workspaces: no member of an office may read them."""
    if caller.kind != "system":
        raise NotAuthenticated("The mailbox answers the gateway only.")
    folder: Path | None = request.app.state.context.adapters.mailbox
    if folder is None:
        raise MailboxNotInUse("Mail goes out for real here, so there is no local mailbox.")
    return folder


MailboxDep = Annotated[Path, Depends(require_mailbox)]


@router.get("/mailbox")
def read_mailbox(folder: MailboxDep, limit: Annotated[int, Query(ge=1, le=500)] = 100) -> list[MessageSummary]:
    """The newest messages, without their bodies."""
    return [MessageSummary.model_validate(message) for message in newest_messages(folder, limit)]


@router.get("/mailbox/{message_id}")
def read_mail(folder: MailboxDep, message_id: str) -> MessageView:
    """One message as it would have gone out."""
    message = read_message(folder, message_id)
    if message is None:
        raise MessageNotFound("There is no such message in the mailbox.")
    return MessageView.model_validate(message)
