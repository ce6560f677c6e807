"""Identifiers: UUIDv7 (RFC 9562), so that primary keys sort by the time they were made."""

from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    """A new UUIDv7; ids made later by the same process sort later."""
    return uuid_utils.compat.uuid7()
