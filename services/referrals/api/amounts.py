"""Money in answers."""

from collections.abc import Iterable

from pydantic import BaseModel

from shared.money import Money


class Amount(BaseModel):
    """Money in minor units."""

    currency: str
    minor: int


def amounts(money: Iterable[Money]) -> list[Amount]:
    """Each of them."""
    return [Amount(currency=one.currency, minor=one.minor) for one in money]
