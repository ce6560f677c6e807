"""The page of API keys, by a name that says its state."""

from dataclasses import replace
from datetime import UTC, datetime

from services.portal.domain.scopes import AREAS
from services.portal.pages.api_key_views import ApiKeysPage, Area, KeyLine, TypedKey
from services.portal.pages.rendering import Page
from services.portal.pages.views import FieldError
from tests.portal.pages.sample_office import FRAME
from tests.portal.pages.sample_quotes import SHELL
from tests.portal.pages.sample_settings import SECTIONS

THEN, LATER = datetime(2026, 11, 3, 15, 5, tzinfo=UTC), datetime(2027, 11, 3, 15, 5, tzinfo=UTC)
ACCOUNTING = KeyLine(
    name="Accounting",
    begins="pl_live_f3Qx",
    may=("customers:read", "invoices:read", "invoices:write"),
    state="active",
    created_by="olivia",
    created_at=THEN,
    expires_at=LATER,
    last_used_at=THEN,
    revoked_at=None,
    revoke_action="/office/settings/api-keys/1/revoke",
)
API_KEYS = ApiKeysPage(
    shell=SHELL,
    frame=FRAME,
    sections=SECTIONS,
    keys=(
        ACCOUNTING,
        replace(ACCOUNTING, name="Website form", state="expired", last_used_at=None, revoke_action="/2"),
        replace(ACCOUNTING, name="Old report", state="revoked", revoked_at=THEN, revoke_action=None),
    ),
    areas=tuple(Area(name=name, read=f"{area}:read", write=f"{area}:write") for area, name in AREAS.items()),
    lasting=(("365", "A year"), ("", "Until it is revoked")),
    api_url="https://portal.evergreen.example/api/v1",
    action="/office/settings/api-keys",
)
API_KEY_PAGES: dict[str, tuple[str, Page]] = {
    "settings-api-keys": ("office/settings_api_keys.html", replace(API_KEYS, revoked=True, older_url="/o")),
    "settings-api-keys-first": (
        "office/settings_api_keys.html",
        replace(API_KEYS, keys=(ACCOUNTING,), secret="pl_live_" + "f3QxW9aZ" * 5, secret_name="Accounting"),
    ),
    "settings-api-keys-wrong": (
        "office/settings_api_keys.html",
        replace(
            API_KEYS,
            keys=(),
            typed=TypedKey(name="Accounting", scopes=("invoices:read",), lasts=""),
            errors=(
                FieldError(field="name", message="There is a key named 'Accounting' already."),
                FieldError(field="scopes", message="scopes must not be empty: choose what the key may do."),
            ),
        ),
    ),
    "settings-api-keys-of-owners": ("office/settings_api_keys.html", replace(API_KEYS, keys=(), action=None)),
}
