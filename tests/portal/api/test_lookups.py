"""Looking proposals up by program, and what holds for page and program alike: limits, and answers that tell nothing."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

import httpx2 as httpx
import pytest
import time_machine
from sqlalchemy import update

from services.portal.pages.steady import Pace
from services.portal.usecases.keep_channel import keep_channel
from services.portal.usecases.limit_workspace import FREE
from shared.messaging.tables import rate_limits
from tests.portal.conftest import House, nonce_on
from tests.support.services import published

PATH = "/api/v1/public/portals/evergreen/proposal-lookup"
PAGE = "/portal/evergreen/proposals"
NOON = datetime(2099, 11, 23, 12, 0, 1, tzinfo=UTC)
A_MINUTE_LATER = datetime(2099, 11, 23, 12, 1, 1, tzinfo=UTC)
AN_HOUR_LATER = datetime(2099, 11, 23, 13, 0, 1, tzinfo=UTC)
RANDOM = re.compile(r'nonce(-|=")[A-Za-z0-9_.-]+')


def look_up(house: House, email: str, ip: str, path: str = PATH) -> httpx.Response:
    answer: httpx.Response = house.program(ip=ip).post(path, json={"email": email})
    return answer


def emails(house: House) -> list[str]:
    return [event["data"]["email"] for event in published(house.context, "ProposalLookupRequested")]


def ips(start: int = 0) -> Iterable[str]:
    return (f"198.51.{number // 250}.{number % 250}" for number in range(start, start + 10_000))


def told(answer: httpx.Response) -> tuple[object, ...]:
    """All that an answer tells: status, headers and bytes; what is random in every answer by its length."""
    headers = {name: _masked(value) for name, value in answer.headers.items()}
    return answer.status_code, headers | {"x-correlation-id": ""}, _masked(answer.text)


def _masked(text: str) -> str:
    return RANDOM.sub(lambda found: "?" * len(found[0]), text)


@pytest.mark.shows("LKP-1", "ACC-2", "OFF-2")
@pytest.mark.parametrize(
    ("body", "written"),
    [
        ({"email": " Dana@Example.com"}, ("dana@example.com", None)),
        ({"phone": "(212) 555-0100"}, (None, "+12125550100")),
        ({"phone": "+44 20 7946 0018", "email": None}, (None, "+442079460018")),
    ],
)
def test_either_is_taken_in(house: House, body: dict[str, str], written: tuple[str | None, str | None]) -> None:
    house.open("evergreen")

    answer = house.program().post(PATH, json=body)

    assert (answer.status_code, answer.json()) == (202, {"status": "accepted"})
    (event,) = published(house.context, "ProposalLookupRequested")
    assert (event["data"]["email"], event["data"]["phone"]) == written
    assert event["subject"] == event["data"]["lookup_id"]


@pytest.mark.shows("ACC-2")
def test_numbers_without_a_country_are_from_where_the_business_is(house: House) -> None:
    house.open("evergreen")
    account = {"time_zone": "Europe/London"}
    house.program(house.access_token("evergreen")).patch("/api/v1/settings/account", json=account)

    house.program().post(PATH, json={"phone": "020 7946 0018"})

    (event,) = published(house.context, "ProposalLookupRequested")
    assert event["data"]["phone"] == "+442079460018"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "email"),
        ({"email": "a@example.com", "phone": "212 555 0100"}, "email"),
        ({"email": "dana"}, "email"),
        ({"email": "a\x00b@example.com"}, "email"),
        ({"phone": "12"}, "phone"),
        ({"phone": 12}, "phone"),
        ({"name": "Dana"}, "name"),
    ],
)
def test_anything_else_is_refused_by_the_fields_name(house: House, body: dict[str, object], field: str) -> None:
    house.open("evergreen")

    answer = house.program().post(PATH, json=body)

    assert answer.status_code == 422
    assert field in [error["field"] for error in answer.json()["errors"]]
    assert emails(house) == []


@pytest.mark.shows("ACC-1")
def test_an_unknown_portal_is_not_found(house: House) -> None:
    answer = look_up(house, "dana@example.com", "203.0.113.7")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.shows("LKP-2")
def test_while_no_mail_goes_out_everybody_is_told_so(house: House) -> None:
    house.open("evergreen")
    with house.context.database.begin() as session:
        keep_channel(session, channel="email", available=False)

    answers = [look_up(house, email, "203.0.113.7") for email in ("dana@example.com", "stranger@example.com")]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(503, "channel_unavailable")] * 2
    assert len({answer.json()["detail"] for answer in answers}) == 1
    assert emails(house) == []


@pytest.mark.shows("LKP-4")
def test_one_address_is_looked_up_three_times_an_hour_and_the_fourth_answer_is_the_same(house: House) -> None:
    house.open("evergreen")
    spellings = ["dana@example.com", "Dana@example.com", " DANA@EXAMPLE.COM", "dana@example.com", "dana@Example.com"]

    with time_machine.travel(NOON, tick=False):
        answers = [look_up(house, email, ip) for email, ip in zip(spellings, ips(), strict=False)]
        other = look_up(house, "stranger@example.com", "203.0.113.9")
    with time_machine.travel(AN_HOUR_LATER, tick=False):
        look_up(house, "dana@example.com", "203.0.113.9")

    assert [told(answer) for answer in answers] == [told(other)] * 5
    assert emails(house) == [*["dana@example.com"] * 3, "stranger@example.com", "dana@example.com"]


@pytest.mark.shows("LKP-4")
def test_page_and_program_share_the_limits(house: House) -> None:
    house.open("evergreen")
    with time_machine.travel(NOON, tick=False):
        browser = house.browser(ip="203.0.113.1")
        nonce = nonce_on(browser.get(PAGE).text)

        for _ in range(2):
            browser.post(PAGE, data={"contact": "dana@example.com", "nonce": nonce})
        for ip, _ in zip(ips(), range(2), strict=False):
            look_up(house, "dana@example.com", ip)

    assert emails(house) == ["dana@example.com"] * 3


@pytest.mark.shows("LKP-4")
def test_one_place_looks_up_five_times_a_minute(house: House) -> None:
    house.open("evergreen")

    with time_machine.travel(NOON, tick=False):
        answers = [look_up(house, f"a{number}@example.com", "203.0.113.7") for number in range(6)]
        elsewhere = look_up(house, "b@example.com", "203.0.113.8")
    with time_machine.travel(A_MINUTE_LATER, tick=False):
        later = look_up(house, "c@example.com", "203.0.113.7")

    assert [answer.status_code for answer in (*answers, elsewhere, later)] == [202] * 5 + [429, 202, 202]
    assert answers[-1].headers["retry-after"] == "59"
    assert len(emails(house)) == 7


@pytest.mark.shows("LKP-4")
def test_whoever_changes_addresses_within_their_own_network_counts_once(house: House) -> None:
    house.open("evergreen")

    with time_machine.travel(NOON, tick=False):
        answers = [look_up(house, f"a{number}@example.com", f"2001:db8:1:2::{number:x}") for number in range(6)]

    assert [answer.status_code for answer in answers] == [202] * 5 + [429]


@pytest.mark.shows("LKP-4")
def test_a_workspace_has_a_limit_of_its_own(house: House) -> None:
    house.open("evergreen")
    house.open("rival")
    with time_machine.travel(NOON, tick=False):
        for number in range(FREE + 1):
            look_up(house, f"first{number}@example.com", "203.0.113.1")
        with house.context.database.begin() as session:
            session.execute(update(rate_limits).values(count=599))

        for number in range(FREE):
            look_up(house, f"free{number}@example.com", "203.0.113.2")
        last = look_up(house, "last@example.com", "203.0.113.2")
        over = look_up(house, "over@example.com", "203.0.113.2")
        newcomer = look_up(house, "new@example.com", "203.0.113.3")
        rival = look_up(house, "over@example.com", "203.0.113.4", PATH.replace("evergreen", "rival"))

    assert (last.status_code, over.status_code) == (202, 429)
    assert (newcomer.status_code, rival.status_code) == (202, 202)
    assert over.json()["code"] == "too_many_requests"


@pytest.mark.shows("LKP-4")
def test_an_address_is_limited_in_each_workspace_by_itself(house: House) -> None:
    house.open("evergreen")
    house.open("rival")

    with time_machine.travel(NOON, tick=False):
        for ip, number in zip(ips(), range(6), strict=False):
            look_up(house, "dana@example.com", ip, PATH if number % 2 else PATH.replace("evergreen", "rival"))

    assert len(emails(house)) == 6


@pytest.mark.shows("LKP-1", "LKP-4")
def test_the_page_answers_all_addresses_in_the_same_bytes(house: House) -> None:
    house.open("evergreen")
    limited = ["dana@example.com"] * 5
    with time_machine.travel(NOON, tick=False):
        answers = []
        for typed, ip in zip([*limited, "stranger@example.com", "(212) 555-0100"], ips(), strict=False):
            browser = house.browser(ip=ip)
            nonce = nonce_on(browser.get(PAGE).text)
            answers.append(browser.post(PAGE, data={"contact": typed, "nonce": nonce}))

    first, *others = [told(answer) for answer in answers]
    assert others == [first] * 6
    assert len(published(house.context, "ProposalLookupRequested")) == 5


@pytest.mark.shows("LKP-1")
def test_a_repeated_request_with_the_same_key_is_carried_out_once(house: House) -> None:
    house.open("evergreen")
    program = house.program()

    answers = [
        program.post(PATH, json={"email": "dana@example.com"}, headers={"idempotency-key": "lookup-1"})
        for _ in range(2)
    ]

    assert [(answer.status_code, answer.json()) for answer in answers] == [(202, {"status": "accepted"})] * 2
    assert emails(house) == ["dana@example.com"]


def test_addresses_are_not_kept_by_the_limits(house: House) -> None:
    house.open("evergreen")

    look_up(house, "dana@example.com", "203.0.113.7")

    with house.context.database.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT bucket FROM rate_limits").scalars().all()
    assert len(kept) == 3
    assert all(re.fullmatch(r"[0-9a-f]{64}", bucket) for bucket in kept)


@pytest.mark.shows("LKP-1")
def test_every_answer_waits_for_the_same_moment_and_looking_at_the_page_for_none(house: House) -> None:
    house.open("evergreen")
    waits: list[float] = []

    async def rest(seconds: float) -> None:
        waits.append(seconds)

    house.app.state.pace = Pace(1_000.0, rest)
    house.browser().get(PAGE)
    house.browser().post(PAGE, data={"contact": "12"})
    look_up(house, "dana@example.com", "203.0.113.7")
    look_up(house, "nobody", "203.0.113.7")

    assert len(waits) == 3
    assert all(0 < wait < 1_000 for wait in waits)
