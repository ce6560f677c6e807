"""Where a page of a list ended."""

from uuid import UUID

from services.portal.domain.errors import InvalidCursor


def read_cursor(value: str) -> UUID | None:
    """The id that a cursor stands for; raises `InvalidCursor`."""
    try:
        return UUID(value) if value else None
    except ValueError:
        raise InvalidCursor("cursor must be a next_cursor of this list, or be left out.", field="cursor") from None
