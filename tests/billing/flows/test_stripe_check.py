"""`porchlight stripe-check`, and what the doctor says of Stripe."""

import json

import pytest

from services.__main__ import main
from services.billing.adapters.findings import findings
from services.billing.settings import Settings
from shared.settings import load
from tests.support.services import SECRETS
from tests.support.stripe_worlds import RefereeWorld, SandboxWorld

pytestmark = pytest.mark.shows("PAY-8")
World = SandboxWorld | RefereeWorld
STEPS = [
    *("account", "capabilities", "charges", "api_version"),
    *("create_session", "retrieve_session", "expire_session", "create_webhook_endpoint", "delete_webhook_endpoint"),
]


def at(world: World, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("STRIPE_SECRET_KEY", key)
    monkeypatch.setenv("STRIPE_API_BASE", str(world.http.base_url).rstrip("/"))


def test_tries_what_porchlight_asks_for_and_clears_it_away(
    hosted: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at(hosted, monkeypatch, hosted.key)

    code = main(["stripe-check", "--json"])

    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (code, [one["step"] for one in found], [one["ok"] for one in found]) == (0, STEPS, [True] * len(STEPS))
    assert "2026-10-28.endive" in found[3]["text"]
    assert hosted.ask("/v1/webhook_endpoints") == []
    assert [one["status"] for one in hosted.ask("/v1/checkout/sessions")][-1] == "expired"


def test_a_connected_account_that_is_not_complete_is_told_of(
    hosted: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at(hosted, monkeypatch, hosted.key)

    code = main(["stripe-check", "--account", hosted.add_account(ready=False)])

    told = capsys.readouterr().out
    assert code == 1
    assert "FAIL Stripe has not enabled charges. Stripe still needs:" in told


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("rk_test_readonly_1", "Give it the permission rak_checkout_write"),
        ("rk_test_readonly_1", "Give it the permission rak_webhook_endpoint_write"),
    ],
)
def test_a_key_that_may_too_little_is_told_what_it_lacks(
    sandbox: tuple[str, object],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    key: str,
    says: str,
) -> None:
    monkeypatch.setenv("STRIPE_SECRET_KEY", key)
    monkeypatch.setenv("STRIPE_API_BASE", sandbox[0])

    assert main(["stripe-check"]) == 1
    assert says in capsys.readouterr().out


@pytest.mark.parametrize(
    ("key", "says"),
    [("", "STRIPE_SECRET_KEY is not set"), ("pk_test_1", "STRIPE_SECRET_KEY must be"), ("sk_live_1", "say --live")],
)
def test_wrong_use_says_which_variable(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], key: str, says: str
) -> None:
    monkeypatch.setenv("STRIPE_SECRET_KEY", key)

    assert main(["stripe-check"]) == 2
    assert says in capsys.readouterr().err


def test_an_address_where_nobody_is_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STRIPE_SECRET_KEY", "sk_test_1")
    monkeypatch.setenv("STRIPE_API_BASE", "http://127.0.0.1:9")

    assert main(["stripe-check"]) == 1
    assert "Stripe gave no answer." in capsys.readouterr().out


def test_the_doctor_says_how_businesses_can_be_paid(hosted: World) -> None:
    given = SECRETS | {
        "BILLING_DATABASE_URL": "sqlite://",
        "STRIPE_SECRET_KEY": hosted.key,
        "STRIPE_API_BASE": str(hosted.http.base_url).rstrip("/"),
    }

    without = list(findings(load(Settings, SECRETS | {"BILLING_DATABASE_URL": "sqlite://"})))
    found = list(findings(load(Settings, given)))

    assert [ok for ok, _ in without] == [True, True]
    assert [ok for ok, _ in found] == [False, True, True]
    assert "STRIPE_WEBHOOK_SECRET" in found[0][1]
    assert "Stripe takes the test key" in found[1][1]
