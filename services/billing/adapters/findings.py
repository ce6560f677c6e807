"""What the doctor is told of Stripe; nothing is changed there."""

from collections.abc import Iterator

from services.billing.adapters.stripe_gateway import StripeGateway
from services.billing.adapters.stripe_setup import StripeSetup
from services.billing.domain.errors import StripeKeyRefused, StripeRefused, StripeUnreachable
from services.billing.settings import Settings


def findings(settings: Settings) -> Iterator[tuple[bool, str]]:
    """Whether anybody can be paid online, and how."""
    if settings.stripe_secret_key is None:
        yield True, "STRIPE_SECRET_KEY is not set: businesses cannot connect on Stripe's pages"
    else:
        yield from _platform(settings, settings.stripe_secret_key.get_secret_value())
    if settings.stripe_keys_secret is None:
        yield True, "STRIPE_KEYS_SECRET is not set: businesses cannot be paid by keys of their own"
    elif settings.public_url is None:
        yield (
            False,
            "STRIPE_KEYS_SECRET is set and PORCHLIGHT_PUBLIC_URL is not: no webhook can be made for a business's key",
        )
    else:
        yield True, "businesses can be paid by keys of their own"


def _platform(settings: Settings, key: str) -> Iterator[tuple[bool, str]]:
    if not settings.stripe_webhook_secrets:
        yield False, "STRIPE_SECRET_KEY is set and STRIPE_WEBHOOK_SECRET is not: payments are noticed late, by asking"
    if settings.stripe_api_base and "_live_" in key:
        yield False, "STRIPE_API_BASE sends a live key elsewhere than to Stripe: unset it"
        return
    gateway = StripeGateway(key, settings.stripe_api_base)
    mode = "live" if gateway.livemode else "test"
    try:
        account = StripeSetup(gateway).own_account()
    except StripeKeyRefused:
        yield False, "Stripe does not take STRIPE_SECRET_KEY. Run 'porchlight stripe-check'."
    except (StripeUnreachable, StripeRefused):
        yield False, "Stripe does not answer. Check the network, and STRIPE_API_BASE if it is set."
    else:
        yield True, f"Stripe takes the {mode} key of {account.id}; 'porchlight stripe-check' tries more"
    finally:
        gateway.close()
