"""The local mailbox of the embedded run. Anywhere else there is nothing at these addresses."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from services.portal.adapters import notifications_client
from services.portal.pages.answers import page, shell
from services.portal.pages.dev_views import MailboxEntry, MailboxPage, MessagePage
from services.portal.pages.opened import services, settings
from services.portal.pages.places import LOOK
from shared.errors import NotFound

_MOST = 200
# The message is shown as it would arrive, pictures included, and can do nothing; only our own page may frame it.
_MESSAGE_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src * data:; style-src 'unsafe-inline'; "
    "frame-ancestors 'self'"
)
# What a message links to may not be framed, so it would not open in the message's own place.
_LINKS_OPEN_TABS = '<head><base target="_blank">'


async def _embedded_only(request: Request) -> None:
    if not settings(request).embedded:
        raise NotFound("There is nothing here.")


router = APIRouter(include_in_schema=False, dependencies=[Depends(_embedded_only)])


@router.api_route("/dev/mailbox", methods=LOOK)
async def mailbox(request: Request) -> Response:
    """Every email and text message that would have gone out, newest first."""
    messages = await notifications_client.mailbox(services(request).notifications, _MOST)
    content = MailboxPage(shell=shell(request), entries=[_entry(message) for message in messages])
    return page("dev/mailbox.html", content)


@router.get("/dev/mailbox.json")
async def mailbox_json(request: Request, limit: Annotated[int, Query(ge=1, le=_MOST)] = 50) -> list[dict[str, Any]]:
    """The same for programs, with what each message says."""
    client = services(request).notifications
    messages = await notifications_client.mailbox(client, limit)
    contents = [await notifications_client.message(client, str(message["id"])) for message in messages]
    return [message | content for message, content in zip(messages, contents, strict=True)]


@router.api_route("/dev/mailbox/{message_id}", methods=LOOK)
async def message(request: Request, message_id: str) -> Response:
    """One message."""
    found = await notifications_client.message(services(request).notifications, message_id)
    content = MessagePage(
        shell=shell(request),
        entry=_entry(found),
        sender=found["from"] or "",
        text=found["text"] or "",
        has_html=bool(found["html"]),
        attachments=[attached["name"] for attached in found.get("attachments", [])],
    )
    return page("dev/message.html", content)


@router.api_route("/dev/mailbox/{message_id}/body", methods=LOOK)
async def body(request: Request, message_id: str) -> Response:
    """The message as its recipient sees it; its links open in tabs of their own."""
    found = await notifications_client.message(services(request).notifications, message_id)
    if not found["html"]:
        raise NotFound("This message has no HTML.")
    headers = {"Content-Security-Policy": _MESSAGE_POLICY, "X-Frame-Options": "SAMEORIGIN"}
    html = found["html"].replace("<head>", _LINKS_OPEN_TABS, 1)
    return Response(html, media_type="text/html", headers=headers)


def _entry(message: dict[str, Any]) -> MailboxEntry:
    return MailboxEntry(
        id=str(message["id"]),
        channel="sms" if message["kind"] == "sms" else "email",
        recipient=message["to"],
        subject=message["subject"] or "Text message",
        at=message["at"],
    )
