"""The key ring of customers' links: one key signs, and each previous one keeps valid what it signed until it is retired.

The ring is in the environment, or else among the secrets that the embedded run keeps in its data folder.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shared.errors import Conflict, NotFound
from shared.runtime.embedded import data_folder, keep_secrets, kept_secrets, secrets_file
from shared.settings import ConfigurationError
from shared.tokens import key_id

CURRENT = "CUSTOMER_TOKEN_SECRET"
PREVIOUS = "CUSTOMER_TOKEN_SECRETS_PREVIOUS"


class KeyNotFound(NotFound):
    """No key of the ring has this id."""

    code = "key_not_found"


class KeyInUse(Conflict):
    """The key signs new links, so it cannot be retired yet."""

    code = "key_in_use"


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of the ring; `folder` is the data folder they are kept in, None where they come from the environment."""

    current: str
    previous: tuple[str, ...]
    folder: Path | None

    @property
    def ids(self) -> list[str]:
        """The public name of each key, the current one first."""
        return [key_id(secret) for secret in (self.current, *self.previous)]

    @property
    def variables(self) -> dict[str, str]:
        """The ring as settings read it."""
        return {CURRENT: self.current, PREVIOUS: ",".join(self.previous)}

    def rotated(self) -> "Keys":
        """With a new key that signs from now on; every link that is out stays as good as it is."""
        return Keys(secrets.token_hex(32), (self.current, *self.previous), self.folder)

    def without(self, kid: str) -> "Keys":
        """Without the previous key called `kid`, whose links stop working; raises `KeyInUse` or `KeyNotFound`."""
        if kid == key_id(self.current):
            raise KeyInUse(f"{kid} signs new links. Run 'porchlight keys rotate' first, then retire it.")
        if kid not in self.ids:
            raise KeyNotFound(f"There is no key {kid} in the ring; 'porchlight keys list' shows those there are.")
        return Keys(self.current, tuple(secret for secret in self.previous if key_id(secret) != kid), self.folder)


def read_keys(environment: Mapping[str, str]) -> Keys:
    """The ring as the next start will find it; raises `ConfigurationError` where there is none, or only a part of one."""
    current, previous = environment.get(CURRENT, ""), environment.get(PREVIOUS, "")
    if current:
        return Keys(current, _listed(previous), None)
    if previous:
        message = f"{PREVIOUS} is set and {CURRENT} is not; set both in the environment, or neither."
        raise ConfigurationError(message)
    folder = data_folder(environment)
    if not secrets_file(folder).exists():
        message = f"{CURRENT} is not set, and {folder} holds no secrets of an embedded run; set it or PORCHLIGHT_DATA."
        raise ConfigurationError(message)
    kept = kept_secrets(folder)
    return Keys(kept[CURRENT], _listed(kept.get(PREVIOUS, "")), folder)


def keep_keys(keys: Keys) -> bool:
    """Has the data folder keep `keys`; False where they come from the environment, which nobody but the operator sets."""
    if keys.folder is None:
        return False
    keep_secrets(keys.folder, kept_secrets(keys.folder) | keys.variables)
    return True


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
