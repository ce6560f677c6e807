"""Every message in every language: nothing left open, and nothing left in English."""

import re
from pathlib import Path

import pytest

from services.notifications.adapters.letters import write_letter, write_text
from services.notifications.adapters.sign_in_tickets import with_ticket
from services.notifications.domain.workspace import Workspace
from shared.words import NAMES
from tests.conftest import OpenService
from tests.notifications import later, story
from tests.support import business
from tests.support.services import SECRETS, deliver

pytestmark = pytest.mark.shows("NOT-1", "EXT-4")

LEFT_OPEN = re.compile(r"[{}]|\bNone\b|Undefined|object at 0x")
TEXTS = {file.stem for file in Path("services/notifications/templates").glob("*.sms")}


@pytest.mark.parametrize("language", NAMES)
def test_every_message_is_whole_in_every_language(open_service: OpenService, language: str) -> None:
    context = story.open_business(open_service)
    for event in story.everything():
        deliver(context, event)
    later.everything(context)
    with context.database.read() as session:
        workspace = session.get_one(Workspace, business.WORKSPACE)
    known = {"workspace": workspace, "public_url": "https://portal.test", "language": language}

    letters, texts = {}, {}
    for one in story.deliveries(context):
        filled = with_ticket(one.context, SECRETS["SERVICE_TOKEN_SECRET"], linked=True)
        letters[one.template] = write_letter(one.template, filled, channel="email", **known)
        if one.template in TEXTS:
            texts[one.template] = write_text(one.template, filled, **known)

    assert set(texts) == TEXTS - {"notice_office"}
    for template, letter in letters.items():
        shown = re.sub(r"<style>.*?</style>", "", letter.html, flags=re.DOTALL)
        assert LEFT_OPEN.findall(letter.subject + letter.text + shown) == [], template
        assert (f'lang="{language}' in letter.html) or template.endswith("_office"), template
    assert all(LEFT_OPEN.search(text) is None and len(text) < 700 for text in texts.values()), texts
