"""The page of signing up, by a name that says its state."""

from dataclasses import replace

from services.portal.domain.sign_up import Applied, languages
from services.portal.pages.rendering import Page
from services.portal.pages.sign_up_views import SignUpPage, Zone
from services.portal.pages.views import FieldError
from tests.portal.pages.sample_quotes import NEUTRAL

TYPED = Applied(
    company_name="Evergreen Exteriors",
    slug="evergreen",
    owner_email="miguel@evergreen.example",
    time_zone="America/Chicago",
    currency="USD",
    language="en",
)
SIGN_UP = SignUpPage(
    shell=NEUTRAL,
    nonce="form-nonce",
    typed=Applied(time_zone="America/New_York", currency="USD", language="en"),
    portals="https://portal.example/portal/",
    zones=(
        Zone(name="America/Chicago", currency="USD"),
        Zone(name="America/New_York", currency="USD"),
        Zone(name="Europe/Berlin", currency="EUR"),
    ),
    currencies=("EUR", "USD"),
    languages=languages(),
)
SIGN_UP_PAGES: dict[str, tuple[str, Page]] = {
    "office-sign-up": ("office/sign_up.html", SIGN_UP),
    "office-sign-up-with-errors": (
        "office/sign_up.html",
        replace(
            SIGN_UP,
            typed=TYPED,
            guessed=False,
            errors=(
                FieldError(field="slug", message="The address 'evergreen' is taken. Choose another one."),
                FieldError(field="owner_password", message="The password must have at least 10 characters."),
            ),
        ),
    ),
    "office-sign-up-once-more": (
        "office/sign_up.html",
        replace(SIGN_UP, typed=TYPED, guessed=False, problem="Please press the button once more."),
    ),
}
