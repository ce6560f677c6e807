"""Keys of Stripe at rest: sealed, and what it means where one cannot be opened any more."""

from dataclasses import dataclass, field

from services.billing.domain.errors import StripeKeyLost
from shared import vault
from shared.tokens import KeyRing

_USE = "porchlight stripe keys"


@dataclass(frozen=True, slots=True)
class Vault:
    """Seals with the ring's first secret and opens what any of them sealed. Without secrets it keeps nothing."""

    ring: KeyRing = field(default_factory=lambda: KeyRing(()))

    @property
    def can_seal(self) -> bool:
        return self._hall.can_seal

    def seal(self, text: str, *, about: str) -> str:
        """`text`, to be opened only as what it is `about`, so that a row moved to another's place opens nothing."""
        return self._hall.seal(text, about=about)

    def open(self, sealed: str, *, about: str) -> str:
        """What was sealed; raises `StripeKeyLost` where its secret is gone, or it is about something else."""
        try:
            return self._hall.open(sealed, about=about)
        except vault.SecretGone:
            message = "Payments cannot be taken at the moment. Connect Stripe again under Settings, Billing."
            raise StripeKeyLost(message) from None
        except vault.NotSealedSo:
            raise StripeKeyLost("The stored key of Stripe cannot be opened. Connect Stripe again.") from None

    def is_current(self, sealed: str) -> bool:
        """Whether it is sealed with the secret that seals now."""
        return self._hall.is_current(sealed)

    @property
    def _hall(self) -> vault.Vault:
        return vault.Vault(_USE, self.ring)
