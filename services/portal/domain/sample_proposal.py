"""The proposal that a new business sends itself: something of all that a proposal can have, in the business's language."""

from typing import Any

from shared.money import minor_digits
from shared.words import say, tell

TITLE = say("Sample: exterior cleaning")
_WASH = (
    say("House wash"),
    say("All siding, soffits and gutter faces, at low pressure."),
    420,
)
_DRIVE = (say("Driveway and walk"), say("Surface cleaning, edges by hand."), 260)
_ROOF = (say("Roof wash"), say("Moss and algae treatment of the whole roof."), 680)
_GUTTERS = (say("Gutter clearing"), say("Cleared by hand and flushed."), 185)
_TERMS = say("This is a sample. The balance is due when the work is done.")
_DEPOSIT = {"kind": "percent", "value": "25"}

Line = tuple[str, str, int]


def sample_proposal(*, customer_id: str, currency: str, locale: str, with_deposit: bool) -> dict[str, Any]:
    """The estimate as quotes takes it, with three packages to choose from and an item to tick."""

    def line(given: Line, *, optional: bool = False) -> dict[str, Any]:
        description, scope, price = given
        return {
            "description": tell(description, locale),
            "scope": tell(scope, locale),
            "quantity": "1",
            "unit_price": price * 10 ** minor_digits(currency),
            "optional": optional,
        }

    def option(name: str, *lines: Line) -> dict[str, Any]:
        return {"name": tell(name, locale), "line_items": [line(one) for one in lines]}

    return {
        "customer_id": customer_id,
        "record_type": "generic",
        "title": tell(TITLE, locale),
        "currency": currency,
        "line_items": [line(_GUTTERS, optional=True)],
        "options": [
            option(say("Basic"), _WASH),
            option(say("Standard"), _WASH, _DRIVE) | {"recommended": True},
            option(say("Premium"), _WASH, _DRIVE, _ROOF),
        ],
        "terms": tell(_TERMS, locale),
        "public_token": True,
        **({"deposit": _DEPOSIT} if with_deposit else {}),
    }
