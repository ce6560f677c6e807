"""A business writes its messages in its own words: checked, looked at, sent, and left to us again."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from services.notifications.adapters.letters import write_letter, write_text
from services.notifications.adapters.sign_in_tickets import with_ticket
from services.notifications.domain.wordings import WRITTEN
from services.notifications.domain.workspace import Workspace
from shared.ids import new_id
from shared.service import Context
from shared.web.app import build_api
from shared.web.caller import Caller
from shared.words import NAMES
from tests.conftest import OpenService
from tests.notifications import later, story
from tests.notifications.fakes import FakeMailer, text_of, with_mailer
from tests.support import business
from tests.support.services import SECRETS, deliver, run_tasks

pytestmark = pytest.mark.shows("NOT-1")

PATH = "/settings/templates"
WORDS = {
    "kind": "estimate_sent",
    "language": "en",
    "subject": "{company} has looked at {title}",
    "greeting": "Dear {customer_name},",
    "body": "we would be glad to do it for {total}.\n\n{link}\n\nOr copy {link} by hand.\nYours",
}


@pytest.fixture
def context(open_service: OpenService) -> Context:
    return story.open_business(open_service)


@pytest.fixture
def client(context: Context) -> Iterator[TestClient]:
    with TestClient(build_api(context)) as client:
        yield client


def save(client: TestClient, **changes: Any) -> Any:
    return client.patch(PATH, json=WORDS | changes, headers=story.owner())


def mail(context: Context, **changes: Any) -> Any:
    mailer = FakeMailer()
    deliver(context, story.estimate_sent(estimate_id=new_id(), **changes))
    run_tasks(with_mailer(context, mailer))
    (message,) = mailer.taken
    return message


def test_what_is_saved_is_what_the_next_message_says_and_reset_is_ours_again(
    client: TestClient, context: Context
) -> None:
    ours = mail(context)
    saved = save(client).json()
    own = mail(context)
    reset = client.patch(PATH, json={"kind": "estimate_sent", "reset": True}, headers=story.owner()).json()
    again = mail(context)

    text = text_of(own).replace("\r\n", "\n")
    assert own["Subject"] == "Bright Lawn & Paving has looked at Front lawn renovation"
    assert text.startswith("Dear Dana Fox,\n\nwe would be glad to do it for $2,450.00.\n\n" + business.LINK)
    assert f'<a class="button" href="{business.LINK}?via=estimate-email"' in text_of(own, "html")
    assert f">{business.LINK}?via=estimate-email</a> by hand.<br>Yours" in text_of(own, "html")
    assert (saved["is_ours"], reset["is_ours"]) == (False, True)
    assert ours["Subject"] == again["Subject"] == "Your estimate E-1001 from Bright Lawn & Paving"


def test_a_paragraph_with_nothing_to_fill_in_is_left_out(client: TestClient, context: Context) -> None:
    save(client, body="{link}\n\nGood until {expires_on}.\n\nYours")

    assert "Good until" not in text_of(mail(context, expires_on=None))
    assert "Good until December 31, 2026." in text_of(mail(context))


def test_every_language_has_words_of_its_own(client: TestClient, context: Context) -> None:
    save(client, language="es", subject="Hola {customer_name}")

    assert mail(context)["Subject"] == "Your estimate E-1001 from Bright Lawn & Paving"
    deliver(context, story.workspace_changed(locale="es-US"))
    assert mail(context)["Subject"] == "Hola Dana Fox"


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"body": "Look: {link} {linc}"}, "body", "There is no {linc} here. There are: {customer_name}, "),
        ({"subject": "For {price}"}, "subject", "There is no {price} here."),
        ({"body": "Here it is."}, "body", "The body must contain {link}"),
        ({"subject": "{link}"}, "subject", "is a link, and belongs into the body"),
        ({"subject": "  "}, "subject", "must not be empty"),
        ({"body": ""}, "body", "must not be empty"),
        ({"body": "{link} {{ 7*7 }}"}, "body", "a brace that belongs to no placeholder: {{"),
        ({"body": "{link} {customer_name"}, "body", "belongs to no placeholder: {customer_name."),
        ({"greeting": "Hi {% raw %}"}, "greeting", "a brace that belongs to no placeholder: {%."),
        ({"subject": "{}"}, "subject", "There is no {} here."),
        (
            {"kind": "estimate_sent.sms", "subject": "", "greeting": "", "body": "Look: {linc}"},
            "body",
            "There is no {linc}",
        ),
        ({"kind": "estimate_sent.sms", "subject": "", "greeting": "", "body": "Look"}, "body", "must contain {link}"),
        ({"kind": "estimate_sent.sms", "subject": "Hi", "greeting": ""}, "subject", "A text message has no subject"),
        (
            {"kind": "estimate_sent.sms", "subject": "", "greeting": "", "body": "{link}" + "a" * 480},
            "body",
            "may have 480 characters; these are 486",
        ),
        ({"body": "{link}" + "a" * 5000}, "body", "may have 5000 characters"),
        ({"kind": "receipt"}, "kind", "There are estimate_sent, "),
        ({"language": "fr"}, "kind", "each in en and es"),
    ],
)
def test_what_would_not_work_is_refused_named_and_not_kept(
    client: TestClient, context: Context, change: dict[str, str], field: str, said: str
) -> None:
    refused, looked = save(client, **change), client.post(f"{PATH}/preview", json=WORDS | change, headers=story.owner())

    (error,) = refused.json()["errors"]
    assert (refused.status_code in (404, 422), error["field"]) == (True, field)
    assert said in error["message"]
    assert change == {"body": ""} or looked.status_code == refused.status_code
    assert mail(context)["Subject"].startswith("Your estimate")


def test_hostile_words_and_names_are_but_words(client: TestClient, context: Context) -> None:
    hostile = "<script>alert(1)</script>%7*7% \u202eevil\r\nBcc: all@fox.test"
    saved = save(
        client, subject=f"Hi {hostile}", greeting=f"{{customer_name}} {hostile}", body=f"{hostile}\n\n{{link}}"
    )

    message = mail(
        context, customer_name="{link} <b>{{ brand }}</b> {% raw %}", title="\u202egnp.exe\r\nBcc: x@fox.test"
    )

    html = text_of(message, "html")
    assert saved.status_code == 200
    assert message["Bcc"] is None
    assert "\n" not in message["Subject"]
    assert "\u202e" not in html + message["Subject"]
    assert "<script" not in html
    assert "{{ brand }}" in html


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", WRITTEN)
def test_what_there_is_to_begin_with_can_be_saved_and_has_no_place_left_open(
    client: TestClient, kind: str, language: str
) -> None:
    (ours,) = [
        one
        for one in client.get(PATH, headers=story.owner()).json()
        if (one["kind"], one["language"]) == (kind, language)
    ]
    words = {field: ours[field] for field in ("kind", "language", "subject", "greeting", "body")}
    is_text = kind.endswith(".sms")

    looked = client.post(f"{PATH}/preview", json=words, headers=story.owner()).json()
    plain = client.post(f"{PATH}/preview", json={"kind": kind, "language": language}, headers=story.owner())

    assert ours["is_ours"]
    assert save(client, **words).status_code == 200
    assert "{" not in looked["subject"] + looked["text"]
    assert is_text or len([one for one in ours["body"].split("\n\n") if one]) <= looked["text"].count("\n\n")
    assert (ours["channel"], looked["segments"] is not None) == (("sms", True) if is_text else ("email", False))
    assert plain.status_code == 200
    assert "{" not in plain.json()["subject"] + plain.json()["text"]


def test_viewers_look_and_others_have_their_own(client: TestClient, context: Context) -> None:
    viewer = business.bearer("notifications", Caller("staff", business.WORKSPACE, role="viewer"))
    save(client)

    seen = client.get(PATH, headers=story.owner(business.OTHER_WORKSPACE)).json()

    assert client.patch(PATH, json=WORDS, headers=viewer).status_code == 403
    assert client.post(f"{PATH}/preview", json=WORDS, headers=viewer).status_code == 200
    assert all(one["is_ours"] for one in seen)


def test_every_kind_that_goes_to_customers_has_its_list() -> None:
    """A kind added later is not there until somebody has said which places it has, and how it reads in each language."""
    folder = Path("services/notifications/templates")
    letters = {file.stem for file in folder.glob("*.txt")} - {"_base", "written"}
    texts = {file.stem for file in folder.glob("*.sms")}

    assert {kind for kind in WRITTEN if not kind.endswith(".sms")} == {
        one for one in letters if not one.endswith("_office")
    }
    assert {kind for kind in WRITTEN if kind.endswith(".sms")} == {f"{one}.sms" for one in texts - {"notice_office"}}
    assert all(set(one.first) == set(NAMES) for one in WRITTEN.values())


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_kind_says_own_words_with_all_that_it_carries(context: Context, language: str) -> None:
    for event in story.everything():
        deliver(context, event)
    later.everything(context)
    with context.database.read() as session:
        workspace = session.get_one(Workspace, business.WORKSPACE)
    known: Any = {"workspace": workspace, "public_url": "https://portal.test", "language": language}

    said = {}
    for one in story.to_customer(context):
        filled = with_ticket(one.context, SECRETS["SERVICE_TOKEN_SECRET"], linked=True)
        for kind in {one.template, f"{one.template}.sms"} & set(WRITTEN):
            words = WRITTEN[kind].first[language]
            own = replace(words, body=f"\u2602 {words.body}")
            if WRITTEN[kind].is_text:
                said[kind] = [write_text(one.template, filled, words=own, **known)]
            else:
                letter = write_letter(one.template, filled, channel="email", words=own, **known)
                said[kind] = [
                    letter.subject + letter.text,
                    re.sub(r"<style>.*?</style>", "", letter.html, flags=re.DOTALL),
                ]

    assert set(said) == set(WRITTEN)
    for kind, texts in said.items():
        assert all("\u2602" in text and not re.search(r"[{}]|\bNone\b", text) for text in texts), kind
        needed = [place.name for place in WRITTEN[kind].places if place.required and place.is_link]
        assert all("https://" in text for text in texts) or not needed, kind


def test_a_text_in_own_words_still_says_how_to_stop(client: TestClient, context: Context) -> None:
    save(client, kind="follow_up.sms", subject="", greeting="", body="{company} thanks you. {review_link}")
    looked = client.post(
        f"{PATH}/preview", json={"kind": "follow_up.sms", "body": "{company}: {review_link}"}, headers=story.owner()
    )

    assert looked.json()["text"].endswith(" Reply STOP for no more texts.")
    assert looked.json()["segments"] == 1
