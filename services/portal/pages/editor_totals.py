"""The totals of a form that is being filled in. Quotes computes them, as it does for every page, PDF and invoice."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request

from services.portal.adapters import quotes_editing
from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceUnavailable
from services.portal.domain.staff import Staff
from services.portal.pages.editor_body import Priced, priced
from services.portal.pages.editor_form import EstimateForm, OptionForm
from services.portal.pages.editor_places import option_name, refused_inputs
from services.portal.pages.editor_views import Figures, OptionTotals
from services.portal.pages.office_sessions import caller_of
from services.portal.pages.opened import services
from shared.money import Money
from shared.words import say, upper_first

_WRONG = 422


async def figures_of(request: Request, staff: Staff, form: EstimateForm, locale: str) -> Figures:
    """What the form comes to, with a sentence for each thing in it that cannot be counted yet."""
    content = priced(form, locale)
    problems = [say("Not counted yet: {problem}", problem=error.message) for error in content.errors]
    if content.is_empty:
        return Figures(problems=problems)
    try:
        found = await quotes_editing.totals(services(request).quotes, caller_of(request, staff), content.body)
    except ServiceUnavailable:
        return Figures(problems=problems, away=True)
    except Refused as refused:
        if refused.status != _WRONG:
            raise
        return Figures(problems=[*problems, *(error.message for error in refused_inputs(refused, content.places))])
    return _figures(content, found, form, problems, locale)


def _figures(
    content: Priced, found: Mapping[str, Any], form: EstimateForm, problems: Sequence[str], locale: str
) -> Figures:
    currency = found["currency"]

    def money(minor: int) -> str:
        return Money(minor, currency).format(locale)

    amounts = _amounts(content.lines, found["line_items"])
    for (_, keys), option in zip(content.options, found["options"], strict=True):
        amounts |= _amounts(keys, option["line_items"])
    years = {key: plan["price_per_year"] for key, plan in zip(content.plans, found["maintenance_plans"], strict=True)}
    has_total = content.lines or content.options
    return Figures(
        currency=currency,
        totals=found["totals"] if content.lines else None,
        options=_options(content, found["options"], form.options),
        amounts={key: money(amount) for key, amount in amounts.items()},
        years={key: money(amount) for key, amount in years.items()},
        summary=_summary(money(found["total_from"]), several=len(content.options) > 1) if has_total else "",
        problems=problems,
    )


def _summary(total: str, *, several: bool) -> str:
    return say("From {amount}", amount=total) if several else total


def _options(
    content: Priced, found: Sequence[Mapping[str, Any]], shown: Sequence[OptionForm]
) -> Sequence[OptionTotals]:
    numbers = {option.key: number for number, option in enumerate(shown, start=1)}
    return [
        OptionTotals(
            name=option.name or upper_first(option_name("", numbers[option.key])),
            recommended=option.recommended,
            totals=totals["totals"],
        )
        for (option, _), totals in zip(content.options, found, strict=True)
    ]


def _amounts(keys: Sequence[str], items: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    return {key: item["total"] for key, item in zip(keys, items, strict=True)}
