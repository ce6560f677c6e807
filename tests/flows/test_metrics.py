"""The figures of a portal after the whole story, and made anew from all that was counted."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.support.patience import post
from tests.support.story import Office, pay
from tests.support.world import ROOT, eventually


def rebuilt(office: Office) -> Any:
    """What `porchlight metrics rebuild` says, run beside the system."""
    workspace = office.call("GET", "/settings/account")["workspace_id"]
    command = [sys.executable, "-m", "services", "metrics", "rebuild", "--json", "--workspace", workspace]
    environment = next(iter(office.world.parts.values())).environment
    ran = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(ran.stdout)


@pytest.mark.shows("MET-1")
def test_after_the_story_the_figures_agree_with_it_and_with_those_made_anew(office: Office) -> None:
    office.call("PATCH", "/settings/services", {"services": ["House wash"]})
    office.call("PATCH", "/settings/portal", {"estimate_requests": True})
    portal = f"{office.world.url}/api/v1/public/portals/{office.slug}"
    request = {"name": "Kim Lee", "email": f"kim.{office.slug}@example.com", "services": ["House wash"]}
    post(f"{portal}/estimate-requests?via=qr-sign", json=request)
    sent = office.send()

    post(f"{sent.api}/view?via=estimate-email", json={"version": 1})
    post(f"{sent.api}/accept?via=estimate-email", json=sent.acceptance())
    sent.checkout()
    pay(post(f"{sent.api}/checkout?via=invoice-email", json={}).json()["checkout_url"])
    post(f"{portal}/reviews?via=follow-up", json={"rating": 5, "name": "Sam"})

    def told() -> Any:
        found = office.call("GET", "/metrics/portal")
        total = found["total"]
        done = all(total[name] == 1 for name in ("estimate_requests", "proposals_accepted", "payments", "reviews"))
        return done and found

    live: dict[str, Any] = eventually(told, "all of it is counted")
    again = rebuilt(office)

    assert [one["same"] for one in again] == [True]
    assert office.call("GET", "/metrics/portal") == live
    assert live["total"]["payment_totals"] == [{"currency": "USD", "total": 27_500}]
    assert live["total"]["seconds_to_accept"] is not None
    by_channel = {one["channel"]: one for one in live["channels"]}
    assert by_channel["qr-sign"]["estimate_requests"] == 1
    assert by_channel["estimate-email"]["proposals_accepted"] == 1
    assert by_channel["follow-up"]["reviews"] == 1
