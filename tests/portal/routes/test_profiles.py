import asyncio
from dataclasses import dataclass

import pytest

from services.portal.pages.profiles import TTL, Profiles
from services.portal.usecases.change_account import change_account
from tests.portal.conftest import House


@dataclass
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


def name_of(profiles: Profiles, slug: str) -> str | None:
    profile = asyncio.run(profiles.by_slug(slug))
    return profile.business.name if profile else None


def test_what_another_process_changes_shows_within_seconds(house: House) -> None:
    workspace_id = house.open("evergreen")
    clock = Clock()
    profiles = Profiles(house.context.database, clock)
    seen = [name_of(profiles, "evergreen")]

    with house.context.database.begin() as session:
        change_account(session, workspace_id=workspace_id, by_owner=True, changes={"company_name": "Evergreen & Sons"})
    seen.append(name_of(profiles, "evergreen"))
    clock.now += TTL
    seen.append(name_of(profiles, "evergreen"))

    assert seen == ["Evergreen", "Evergreen", "Evergreen & Sons"]


@pytest.mark.shows("ACC-1")
def test_an_address_that_was_not_there_is_there_as_soon_as_it_is(house: House) -> None:
    profiles = Profiles(house.context.database, Clock())
    before = name_of(profiles, "evergreen")

    house.open("evergreen")

    assert (before, name_of(profiles, "evergreen")) == (None, "Evergreen")


@pytest.mark.shows("BRD-1")
def test_each_page_wears_its_own_workspaces_name(house: House) -> None:
    house.sent(house.open("evergreen"))
    rival = house.open("rival")
    house.quotes.add(rival, "rival-token-1")
    browser = house.browser()

    own, other = browser.get("/portal/evergreen").text, browser.get("/quote/rival-token-1").text

    assert ("Evergreen" in own, "Rival" in own) == (True, False)
    assert ("Evergreen" in other, "Rival" in other) == (False, True)
