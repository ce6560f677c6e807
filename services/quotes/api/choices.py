"""What the address of a page says is chosen on it."""

from typing import Annotated

from fastapi import Depends, Query

from services.quotes.domain.selection import Chosen


def choice(
    option_id: str | None = None,
    plan: str | None = None,
    item: Annotated[list[str] | None, Query(max_length=1000)] = None,
) -> Chosen:
    """An option, a maintenance plan, and the optional items that are ticked."""
    return Chosen(option_id, plan, item or ())


ChoiceDep = Annotated[Chosen, Depends(choice)]
