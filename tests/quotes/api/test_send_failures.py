"""Why a send fails, as a table: every way in which something can be missing, alone and with all others.

What is prescribed is written down here once more; nothing of the service is asked for it.
"""

from itertools import product
from typing import Any

import pytest

from services.quotes.manifest import service
from shared.events.notifications import ChannelAvailabilityChanged
from shared.service import Context
from tests.conftest import OpenService
from tests.quotes.office import Office, gutters, open_workspace, plans, restarted, rows, tiers
from tests.support.services import deliver

pytestmark = pytest.mark.shows("LNK-8")

CONTENTS = {"plain": gutters(), "options": tiers(), "plan": plans()}
PEOPLE: dict[str, dict[str, Any]] = {
    "both": {"phone": "212 555 0100"},
    "email": {},
    "phone": {"email": None, "phone": "212 555 0100"},
    "neither": {"email": None},
}
KINDS, CHANNELS = (None, "proposal", "maintenance"), ("email", "sms")


def prescribed(content: str, person: str, kind: str | None, channel: str, *, goes_out: bool, has_base: bool) -> str:
    """The category, or "sent": what the record lacks comes first, then who gets it, by what, and where it leads."""
    reached_by = {"email": {"both", "email"}, "sms": {"both", "phone"}}
    causes = {
        "missing_options": kind == "proposal" and content != "options",
        "missing_maintenance_plan": kind == "maintenance" and content != "plan",
        "missing_contact": person not in reached_by[channel],
        f"{channel}_unavailable": not goes_out,
        "link_setup": not has_base,
    }
    return next((category for category, holds in causes.items() if holds), "sent")


@pytest.fixture
def context(open_service: OpenService) -> Context:
    opened = open_service(service)
    open_workspace(opened)
    return opened


def say_of_channels(context: Context, *, available: bool, sequence: int) -> None:
    for channel in CHANNELS:
        deliver(context, ChannelAvailabilityChanged(channel=channel, available=available), sequence=sequence)


def came_to(office: Office, estimate_id: str, kind: str | None, channel: str) -> str:
    answer = office.ask("POST", f"/estimates/{estimate_id}/send", {"kind": kind, "channel": channel})
    if answer.status_code == 202:
        return "sent"
    assert (answer.status_code, answer.json()["code"]) == (422, "send_failed"), answer.text
    return str(answer.json()["category"])


@pytest.mark.parametrize("has_base", [True, False], ids=["with an address", "without"])
@pytest.mark.parametrize("goes_out", [True, False], ids=["going out", "not going out"])
def test_one_category_each_and_never_one_for_another(context: Context, goes_out: bool, has_base: bool) -> None:
    here = context if has_base else restarted(context, PORCHLIGHT_PUBLIC_URL="")
    say_of_channels(here, available=goes_out, sequence=1)
    office = Office(here)
    drafts = {
        (content, person): office.draft(CONTENTS[content], customer_id=office.customer(**PEOPLE[person]))["estimate_id"]
        for content, person in product(CONTENTS, PEOPLE)
    }
    before = rows(here)
    outcomes, wanted = {}, {}

    for (record, estimate_id), kind, channel in product(drafts.items(), KINDS, CHANNELS):
        case = (*record, kind, channel)
        outcomes[case] = came_to(office, estimate_id, kind, channel)
        wanted[case] = prescribed(*case, goes_out=goes_out, has_base=has_base)

    assert outcomes == wanted
    # Where everything fails, nothing at all has changed.
    assert (rows(here) == before) == ("sent" not in outcomes.values())
