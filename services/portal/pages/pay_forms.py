"""What a customer chooses on an invoice's page before going to pay: a part of what is due, and a tip."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from starlette.datastructures import FormData

from services.portal.adapters.refusals import Refused
from services.portal.pages.forms import count_in, text_in
from services.portal.pages.pay_views import PayChoices, Share
from services.portal.pages.views import FieldError
from shared.money import Money, minor_digits, payable_part
from shared.typed_numbers import Illegible, money_text, read_money
from shared.words import say

_SHARES = (10, 15, 20)
"""The tips that are suggested, in percent of what is due."""
_OTHER = "other"


def has_choices(form: FormData) -> bool:
    """Whether the form comes from a page on which something could be chosen."""
    return "tip" in form or "whole" in form


def choices_of(invoice: Mapping[str, Any], form: FormData) -> PayChoices | None:
    """What the page offers for the invoice, with what was typed; None where there is nothing to choose."""
    offered = invoice.get("choices") or {"tip": False, "part_from": None, "part_to": None}
    if not invoice["payable"] or not (offered["tip"] or offered["part_from"]):
        return None
    due, currency = invoice["amount_due"], invoice["currency"]
    shares = [Share(percent=share, minor=payable_part(Decimal(due) * share / 100, due, currency)) for share in _SHARES]
    return PayChoices(
        shares=[share for share in shares if share.minor] if offered["tip"] else None,
        part_from=offered["part_from"],
        part_to=offered["part_to"],
        whole=text_in(form, "whole") != "no",
        part=text_in(form, "part"),
        tip=text_in(form, "tip") or "0",
        tip_other=text_in(form, "tip_other"),
    )


def chosen(form: FormData, currency: str, locale: str) -> tuple[dict[str, int], list[FieldError]]:
    """The choice as billing takes it, and what cannot be read of it."""
    body: dict[str, int] = {}
    wanted = {"amount": "part"} if text_in(form, "whole") == "no" else {}
    tip = text_in(form, "tip")
    if tip == _OTHER:
        wanted["tip"] = "tip_other"
    elif minor := count_in(tip):
        body["tip"] = minor
    errors = []
    for name, field in wanted.items():
        try:
            body[name] = read_money(text_in(form, field), currency, locale)
        except Illegible:
            example = money_text(50 * 10 ** minor_digits(currency), currency, locale)
            errors.append(FieldError(field=field, message=say("Write an amount such as {example}.", example=example)))
    return body, errors


def refused_choice(refused: Refused, invoice: Mapping[str, Any], locale: str) -> list[FieldError]:
    """What billing found to be wrong with it, in the words of the page."""

    def money(minor: int) -> str:
        return Money(minor, invoice["currency"]).format(locale)

    offered = invoice["choices"]
    if any(one.field == "tip" for one in refused.fields) or not offered["part_from"]:
        return [FieldError(field="tip_other", message=say("A tip can be up to {most}.", most=money(invoice["total"])))]
    least, most = money(offered["part_from"]), money(offered["part_to"])
    text = say("Pay all of it, or from {least} to {most}.", least=least, most=most)
    return [FieldError(field="part", message=text)]
