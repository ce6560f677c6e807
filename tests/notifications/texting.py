"""A business that texts by a Twilio of our own."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from starlette.testclient import TestClient

from services.notifications.adapters.twilio import TwilioTexter, signature_of
from services.notifications.tasks import sweep_deliveries
from shared.service import Context
from shared.web.app import build_api
from tests.conftest import OpenService
from tests.notifications import later, story
from tests.notifications.twilio_server import NUMBER, SID, TOKEN, TwilioServer
from tests.support.services import run_tasks

PHONE = "+12125550123"
HOOK = "https://portal.test/webhooks/twilio"
SET_UP = {
    "PORCHLIGHT_PUBLIC_URL": "https://portal.test",
    "TWILIO_ACCOUNT_SID": SID,
    "TWILIO_AUTH_TOKEN": TOKEN,
    "TWILIO_FROM": NUMBER,
}


def open_business(open_service: OpenService, server: TwilioServer) -> Context:
    """The service, which texts by that Twilio."""
    context = story.open_business(open_service, **SET_UP)
    texter = TwilioTexter(server.account, answer_timeout=timedelta(milliseconds=600))
    return replace(context, adapters=replace(context.adapters, texter=texter))


def pass_time(context: Context, moment: datetime) -> None:
    with later.at(moment):
        sweep_deliveries.run(context)
        run_tasks(context)


def call(context: Context, *, url: str = HOOK, token: str = TOKEN, **form: str) -> Any:
    """What Twilio has to say reaches the service, signed."""
    headers = {
        "x-twilio-signature": signature_of(token, url, form),
        "content-type": "application/x-www-form-urlencoded",
    }
    with TestClient(build_api(context)) as client:
        return client.post("/webhooks/twilio", params={"url": url}, content=urlencode(form), headers=headers)
