"""Have a kept key not depend on a secret that is to be retired."""

import structlog

from services.billing.adapters.vault import Vault
from services.billing.domain.errors import StripeKeyLost
from services.billing.domain.stripe_key import StripeKey
from shared.database.session import Session

log = structlog.get_logger()


def seal_again(_session: Session, *, key: StripeKey, vault: Vault) -> None:
    """The key and the secrets of its webhooks are sealed with what seals now; what cannot be opened stays as it is."""
    if key.sealed is None or not vault.can_seal or vault.is_current(key.sealed):
        return
    try:
        secrets = [vault.open(secret, about=key.about) for secret in key.sealed_secrets]
        opened = vault.open(key.sealed, about=key.about)
    except StripeKeyLost:
        log.exception("stripe_key_lost", account=key.stripe_account_id)
        return
    key.sealed = vault.seal(opened, about=key.about)
    key.sealed_secrets = [vault.seal(secret, about=key.about) for secret in secrets]
