"""New code on the database of the release before, which knows no appointments yet: all else works, and nothing is lost."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from services.quotes.manifest import service
from shared.clock import utc_now
from shared.service import Context
from tests.quotes.office import Office, Visitor, gutters, open_workspace
from tests.support.services import reopened, running, sqlite_url

pytestmark = pytest.mark.shows("LNK-9", "EXT-5")


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    url = sqlite_url(tmp_path, "quotes")
    with running(service, url) as before:
        open_workspace(before)
        with before.database.begin() as session:
            for table in ("appointment_requests", "appointments"):
                session.execute(text(f"DROP TABLE {table}"))
    with reopened(service, url) as opened:
        yield opened


def test_records_are_sent_shown_signed_done_and_withdrawn(office: Office, visitor: Visitor) -> None:
    estimate, other = office.sent(gutters()), office.sent(gutters())
    job_id = visitor.accept(estimate["token"]).json()["job_id"]
    visitor.accept(other["token"])

    shown = visitor.get(f"/public/links/{estimate['token']}/appointment")
    done = office.post(f"/jobs/{job_id}/complete")
    void = office.post(f"/estimates/{other['estimate_id']}/void", {"reason": "Moved away"})

    assert (shown["appointment"], shown["can_request"]) == (None, False)
    assert visitor.page(estimate["token"])["status"] == "accepted"
    assert (done["status"], void["status"]) == ("completed", "void")
    assert office.get(f"/jobs/{job_id}/appointment")["appointment"] is None


def test_setting_one_has_to_wait_and_leaves_nothing_half_done(office: Office, visitor: Visitor) -> None:
    estimate = office.sent(gutters())
    job_id = visitor.accept(estimate["token"]).json()["job_id"]
    hours = {"date": f"{utc_now() + timedelta(days=30):%Y-%m-%d}", "start": "09:00", "end": "11:00"}

    refused = office.ask("PUT", f"/jobs/{job_id}/appointment", hours)
    wish = visitor.do(estimate["token"], "appointment-requests", {"days": [hours["date"]]})

    assert (refused.status_code, refused.json()["code"]) == (503, "being_updated")
    assert (wish.status_code, wish.json()["code"]) == (409, "nothing_scheduled")
    assert office.get(f"/jobs/{job_id}")["status"] == "unscheduled"
    assert "appointment_scheduled" not in office.actions(estimate["estimate_id"])
