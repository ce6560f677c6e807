import pytest

from services.billing.settings import Settings
from shared.settings import ConfigurationError, load
from tests.support.services import SECRETS

BASE = {"BILLING_DATABASE_URL": "sqlite:///billing.db", "SERVICE_TOKEN_SECRET": SECRETS["SERVICE_TOKEN_SECRET"]}


def test_needs_neither_stripe_nor_links() -> None:
    settings = load(Settings, BASE)

    assert (settings.stripe_secret_key, settings.stripe_webhook_secrets, settings.link_secret) == (None, (), None)


def test_takes_several_webhook_secrets_while_one_is_replaced() -> None:
    settings = load(Settings, BASE | {"STRIPE_WEBHOOK_SECRET": "whsec_new, whsec_old,"})

    assert [secret.get_secret_value() for secret in settings.stripe_webhook_secrets] == ["whsec_new", "whsec_old"]


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("STRIPE_SECRET_KEY", "pk_test_123"),
        ("STRIPE_SECRET_KEY", "whsec_123"),
        ("STRIPE_API_BASE", "api.stripe.com"),
        ("CUSTOMER_TOKEN_SECRET", "short"),
        ("CUSTOMER_TOKEN_SECRETS_PREVIOUS", "short,shorter"),
        ("PORCHLIGHT_PUBLIC_URL", "portal.example"),
    ],
)
def test_a_wrong_value_is_named_without_being_shown(variable: str, value: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        load(Settings, BASE | {variable: value})

    assert str(refused.value).startswith(variable)
    assert value not in str(refused.value)
