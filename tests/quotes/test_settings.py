"""What quotes reads from the environment."""

import pytest

from services.quotes.settings import Settings
from shared.settings import ConfigurationError, load
from shared.tokens import KeyRing, key_id, key_ring

CURRENT, OLDER, OLDEST = ("current-" * 5, "older---" * 5, "oldest--" * 5)
NEEDED = {"QUOTES_DATABASE_URL": "sqlite:///x.db", "SERVICE_TOKEN_SECRET": "service-" * 5}


@pytest.mark.shows("LNK-2")
def test_the_current_key_signs_and_the_previous_ones_follow() -> None:
    given = {"CUSTOMER_TOKEN_SECRET": CURRENT, "CUSTOMER_TOKEN_SECRETS_PREVIOUS": f"{OLDER}, {OLDEST},"}

    settings = load(Settings, NEEDED | given)

    assert key_ring(settings.link_secret, settings.link_secrets_previous) == KeyRing((CURRENT,), (OLDER, OLDEST))


@pytest.mark.shows("LNK-2", "LNK-5")
def test_without_a_current_key_nothing_is_signed_and_the_previous_ones_still_count() -> None:
    settings = load(Settings, NEEDED | {"CUSTOMER_TOKEN_SECRETS_PREVIOUS": OLDER})

    ring = key_ring(settings.link_secret, settings.link_secrets_previous)

    assert (ring.can_sign, ring.key_for(key_id(OLDER))) == (False, OLDER)


def test_a_weak_key_stops_the_start_by_name() -> None:
    with pytest.raises(ConfigurationError, match="CUSTOMER_TOKEN_SECRETS_PREVIOUS must be at least 32"):
        load(Settings, NEEDED | {"CUSTOMER_TOKEN_SECRET": CURRENT, "CUSTOMER_TOKEN_SECRETS_PREVIOUS": "short"})
