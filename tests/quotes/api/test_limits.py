"""Notes make mail for the office, so that there is an end to them."""

import pytest
import time_machine

from services.quotes.api.limits import ANSWERS_PER_IP, ANSWERS_PER_LINK
from shared.service import Context
from shared.web.rate_limit import check_rate
from tests.quotes.office import IP, Office, Visitor, gutters

HALF_PAST = "2026-11-23T14:30:00Z"
NOTE = {"text": "Is the garage included?"}

pytestmark = pytest.mark.shows("EST-4")


def use_up(context: Context, bucket: str, times: int) -> None:
    for _ in range(times):
        check_rate(context.database, bucket, limit=times, seconds=3600)


def test_a_link_that_has_said_much_is_told_when_to_try_again(
    office: Office, visitor: Visitor, context: Context
) -> None:
    with time_machine.travel(HALF_PAST, tick=False):
        token, other = office.sent(gutters())["token"], office.sent(gutters())["token"]
        use_up(context, f"answers:link:{token}", ANSWERS_PER_LINK - 1)

        last = visitor.do(token, "notes", NOTE)
        refused = visitor.do(token, "notes", {"text": "Hello?"})
        elsewhere = visitor.do(other, "notes", NOTE)

        assert (last.is_success, elsewhere.is_success) == (True, True)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "1800")
        assert refused.json()["detail"] == "Too many tries. Wait 30 minutes and try again."
        assert len(visitor.page(token)["notes"]) == 1


def test_one_address_cannot_write_on_many_links_without_end(office: Office, visitor: Visitor, context: Context) -> None:
    with time_machine.travel(HALF_PAST, tick=False):
        token = office.sent(gutters())["token"]
        use_up(context, f"answers:ip:{IP}", ANSWERS_PER_IP)

        refused = visitor.do(token, "notes", NOTE)

        assert (refused.status_code, refused.json()["code"]) == (429, "too_many_requests")
        assert visitor.page(token)["notes"] == []


def test_an_hour_later_there_is_room_again(office: Office, visitor: Visitor, context: Context) -> None:
    token = office.sent(gutters())["token"]
    with time_machine.travel(HALF_PAST, tick=False):
        use_up(context, f"answers:link:{token}", ANSWERS_PER_LINK)

    with time_machine.travel("2026-11-23T15:00:00Z", tick=False):
        answer = visitor.do(token, "notes", {"text": "Hello again"})

    assert answer.status_code == 201
