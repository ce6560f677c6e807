"""The rule of links, as a table: every kind of record, with and without a token, in every setting a business can be in.

What is prescribed is written down here once more, from the rule itself; nothing of the service is asked for it.
"""

from dataclasses import dataclass
from itertools import product
from typing import Any, Literal
from uuid import UUID

import pytest

from services.quotes.manifest import service
from shared.service import Context
from tests.conftest import OpenService
from tests.quotes.office import NEIGHBOUR, WORKSPACE, Office, Visitor, gutters, open_workspace, restarted, rows
from tests.support.services import SECRETS

pytestmark = pytest.mark.shows("LNK-3", "LNK-4", "LNK-5", "LNK-8", "LNK-2")

RECORD_TYPES = ("generic", "asphalt", "residential", "fleet", "commercial_building", "holiday_lights")
APP, SITE = "https://app.porch.example", "https://bright.example"
OLD, NEW = SECRETS["CUSTOMER_TOKEN_SECRET"], "the-secret-that-came-after-0123456789abcdef"
Secret = Literal["present", "missing", "rotated"]
Base = Literal["app", "site", "neither"]


@dataclass(frozen=True)
class Setting:
    """What an operator and a business have set up."""

    secret: Secret
    base: Base

    @property
    def environment(self) -> dict[str, str]:
        secrets = {
            "present": {"CUSTOMER_TOKEN_SECRET": OLD},
            "missing": {"CUSTOMER_TOKEN_SECRET": ""},
            "rotated": {"CUSTOMER_TOKEN_SECRET": NEW, "CUSTOMER_TOKEN_SECRETS_PREVIOUS": OLD},
        }
        return secrets[self.secret] | {"PORCHLIGHT_PUBLIC_URL": APP if self.base == "app" else ""}

    @property
    def workspace_id(self) -> UUID:
        """One of the two businesses has a site of its own; with an address for the app, that comes first all the same."""
        return NEIGHBOUR if self.base == "neither" else WORKSPACE


SETTINGS = [
    Setting(secret, base) for secret, base in product(("present", "missing", "rotated"), ("app", "site", "neither"))
]
RECORDS = list(product(RECORD_TYPES, (True, False)))


def prescribed(record_type: str, setting: Setting, *, has_token: bool) -> str:
    """The beginning of the one link there is, or the category of the failure."""
    if setting.base == "neither":
        return "link_setup"
    base = APP if setting.base == "app" else SITE
    if has_token:
        return f"{base}/quote/"
    if record_type == "holiday_lights":
        return f"{base}/portal/bright/holiday-lights"
    return "link_setup" if setting.secret == "missing" else f"{base}/l/"


@pytest.fixture
def context(open_service: OpenService) -> Context:
    opened = open_service(service)
    open_workspace(opened, WORKSPACE, slug="bright", public_site_url=SITE)
    open_workspace(opened, NEIGHBOUR, slug="other")
    return opened


def drafted(context: Context, setting: Setting) -> dict[tuple[str, bool], dict[str, Any]]:
    """One record of each kind."""
    office = Office(context, setting.workspace_id)
    customer_id = office.customer()
    return {
        (record_type, has_token): office.draft(
            gutters(record_type=record_type), public_token=has_token, customer_id=customer_id
        )
        for record_type, has_token in RECORDS
    }


def sent(office: Office, estimate: dict[str, Any]) -> str:
    """The link it went out under, or the category of the failure."""
    answer = office.ask("POST", f"/estimates/{estimate['estimate_id']}/send", {})
    assert answer.status_code in {202, 422}, answer.text
    return str(answer.json().get("link") or answer.json()["category"])


def previewed(office: Office, estimate: dict[str, Any]) -> str:
    """The link that the office is shown, or why there is none; both places say the same."""
    path = f"/estimates/{estimate['estimate_id']}"
    answer, preview = office.ask("GET", f"{path}/link"), office.get(f"{path}/preview")
    shown = str(preview["link"] or preview["link_problem"]["category"])
    told = str(answer.json().get("link") or answer.json()["category"])
    assert form(shown) == form(told)
    return shown


def form(outcome: str) -> str:
    """A link without what is different in each, or the category as it is."""
    for folder in ("/quote/", "/l/"):
        if folder in outcome:
            return outcome.partition(folder)[0] + folder
    return outcome


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: f"{setting.secret}-{setting.base}")
def test_every_record_has_the_one_link_or_failure_that_is_prescribed(context: Context, setting: Setting) -> None:
    here = restarted(context, **setting.environment)
    office, visitor = Office(here, setting.workspace_id), Visitor(here)

    for (record_type, has_token), estimate in drafted(here, setting).items():
        outcomes = [sent(office, estimate), sent(office, estimate), previewed(office, estimate)]

        wanted = prescribed(record_type, setting, has_token=has_token)
        assert [form(outcome) for outcome in outcomes] == [wanted] * 3, (record_type, has_token)
        if wanted.endswith(("/quote/", "/l/")):
            numbers = {visitor.page(outcome.rpartition("/")[2])["number"] for outcome in outcomes}
            assert numbers == {estimate["number"]}
        else:
            wanted_status = "draft" if wanted == "link_setup" else "sent"
            assert office.estimate(estimate["estimate_id"])["status"] == wanted_status


@pytest.mark.parametrize("first", SETTINGS, ids=lambda setting: f"{setting.secret}-{setting.base}")
def test_whatever_changes_in_between_a_resend_never_changes_the_form(context: Context, first: Setting) -> None:
    office = Office(restarted(context, **first.environment), first.workspace_id)
    estimates = drafted(office.context, first)
    before = {kind: sent(office, estimate) for kind, estimate in estimates.items()}

    for then in SETTINGS:
        # A business keeps its site; what the operator has set may be another one after a restart.
        later = Office(restarted(context, **then.environment), first.workspace_id)
        visitor = Visitor(later.context)
        for kind, estimate in estimates.items():
            outcome = sent(later, estimate)

            if "link_setup" not in {outcome, before[kind]}:
                assert kind_of_link(outcome) == kind_of_link(before[kind]), (kind, then)
            if "/quote/" in before[kind] or (
                "/l/" in before[kind] and then.secret != "missing" and first.secret == "present"
            ):
                assert visitor.page(before[kind].rpartition("/")[2])["number"] == estimate["number"]


def kind_of_link(outcome: str) -> str:
    """Token, signed or seasonal, by its folder."""
    return outcome.split("/")[3]


def test_a_send_that_fails_leaves_every_record_as_it_was(context: Context) -> None:
    setting = Setting("missing", "neither")
    office = Office(restarted(context, **setting.environment), setting.workspace_id)
    estimates = drafted(office.context, setting)
    before = rows(context)

    outcomes = {sent(office, estimate) for estimate in estimates.values()}

    assert outcomes == {"link_setup"}
    assert rows(context) == before
