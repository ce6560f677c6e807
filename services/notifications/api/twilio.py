"""What Twilio tells: what became of text messages, and what people text back. Signed by it, over the address it called."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import parse_qs, parse_qsl, urlsplit
from uuid import UUID

from fastapi import APIRouter, Header, Request, Response
from markupsafe import escape

from services.notifications.adapters.twilio import is_signed, refusal_of
from services.notifications.api.raw_body import RawBody
from services.notifications.domain.errors import NotFromTwilio
from services.notifications.usecases.note_text_status import note_text_status
from services.notifications.usecases.take_text import take_text
from shared.database.session import Session
from shared.errors import Unavailable
from shared.web.unit_of_work import UnitOfWorkRoute, Writing

router = APIRouter(route_class=UnitOfWorkRoute, include_in_schema=False)

_FAILED = frozenset({"failed", "undelivered"})


@router.post("/webhooks/twilio")
def take_twilio_webhook(
    request: Request,
    session: Writing,
    body: RawBody,
    url: str = "",
    x_twilio_signature: Annotated[str | None, Header()] = None,
) -> Response:
    """`url` is what was called from outside. Answers in TwiML, which is how something is texted back."""
    token = request.app.state.context.settings.twilio_auth_token
    if token is None:
        raise Unavailable("Text messages are not set up here. The operator sets TWILIO_AUTH_TOKEN to do so.")
    form = dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
    if not is_signed(x_twilio_signature, token.get_secret_value(), url, form):
        raise NotFromTwilio("The signature does not match. Check that TWILIO_AUTH_TOKEN is that of the account.")
    if "MessageStatus" in form:
        _note_status(session, url, form)
        return Response(status_code=204)
    said = take_text(
        session,
        sender=form.get("From", ""),
        text=form.get("Body", ""),
        message_id=form.get("MessageSid", ""),
        answered="OptOutType" in form,
    )
    message = f"<Message>{escape(said)}</Message>" if said else ""
    return Response(f"<Response>{message}</Response>", media_type="text/xml")


def _note_status(session: Session, url: str, form: Mapping[str, str]) -> None:
    named = parse_qs(urlsplit(url).query).get("delivery", [""])[0]
    try:
        delivery_id = UUID(named)
    except ValueError:
        return
    code = form.get("ErrorCode", "")
    refusal = refusal_of(int(code) if code.isdecimal() else None) if form["MessageStatus"] in _FAILED else None
    note_text_status(session, delivery_id=delivery_id, refusal=refusal)
