"""What the office reads in its in-app inbox, and where a notice leads."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from babel.dates import format_date

from services.notifications.domain.locales import dates_locale, figures_locale
from services.notifications.domain.plain_text import isolated, one_line
from shared.money import Money
from shared.words import ENGLISH, spoken

_MAX_QUOTE = 160
_NOT_CREDITED = {"self": "it is the same person", "duplicate": "you know each other already"}
REFERRALS_URL = "/office/referrals"
INVOICES_URL = "/office/invoices"
_REFUND_CAUSES = {
    "duplicate": "paid twice",
    "void": "the invoice had been voided",
    "office": "refunded by the office",
    "stripe": "refunded at Stripe",
}
_DIFFERENCES = {
    "unknown_payment": "Stripe has a payment made for this business that is not in its books",
    "amount_differs": "Stripe took another amount than the books have",
    "not_taken_in": "Stripe has a payment that the books have not taken in",
    "in_doubt": "a payment came that does not fit what was asked for",
}
_OUTCOMES = {
    "lost": "The dispute was lost: the money stays with the customer",
    "won": "The dispute was won: the money is back",
}

_NOT_MAILED = {
    "missing_contact": "There is no email address on file for {customer}, who finds it on the page of {number} only.",
    "link_setup": "Links are not set up, so {customer} finds it on the page of {number} only.",
    "not_sent": "{number} has not been sent yet. {customer} finds it there once it has been.",
}
_NOT_MAILED_OTHERWISE = "It could not be mailed: {customer} finds it on the page of {number} only."

_SECURED = {
    "password": "your password for the office was changed. Wherever you were signed in, you are not any more.",
    "second_factor_on": "signing in to the office asks you for a code of your authenticator app now.",
    "second_factor_off": "signing in to the office asks you for no code any more: your password alone signs you in.",
}


def estimate_url(estimate_id: UUID) -> str:
    return f"/office/estimates/{estimate_id}"


def payment_url(estimate_id: UUID | None) -> str:
    """The page of the estimate whose invoice the payment is for; where that is not known, the list of all."""
    return estimate_url(estimate_id) if estimate_id else "/office/estimates"


def invoice_url(invoice_id: UUID) -> str:
    return f"/office/invoices/{invoice_id}"


def lead_url(lead_id: UUID) -> str:
    return f"/office/leads/{lead_id}"


def review_url(review_id: UUID) -> str:
    return f"/office/reviews#review-{review_id}"


def recommended(referrer: str, friend: str, reason: str | None) -> str:
    credit = f", and is not credited: {_NOT_CREDITED.get(reason, isolated(reason))}" if reason else ""
    return f"{_name(referrer)} recommended you to {_name(friend)}{credit}"


def earned(customer: str, amount: Money, locale: str, *, for_recommending: bool) -> str:
    what = "recommending you" if for_recommending else "coming by a recommendation"
    return f"{_name(customer)} has earned {_amount(amount, locale)} for {what}"


def rated(author: str, rating: int, words: str, *, before: int | None = None) -> str:
    changed = "" if before is None else f", {before} before"
    return f"{_name(author)} gave {rating} of 5 stars{changed}{_quoted(words)}"


def viewed(customer: str | None, number: str) -> str:
    return f"{_name(customer or 'The customer')} opened {number}"


def accepted(customer: str, number: str, total: Money, locale: str) -> str:
    # Plans alone come to nothing but their visits.
    amount = f" · {_amount(total, locale)}" if total.minor else ""
    return f"{_name(customer)} accepted {number}{amount}"


def asked_for_estimate(name: str, services: Sequence[str]) -> str:
    return f"{_name(name)} asks for an estimate{_quoted(', '.join(services))}"


def asked(customer: str, number: str, words: str, *, wants_changes: bool) -> str:
    verb = "asked for changes to" if wants_changes else "asked about"
    return f"{_name(customer)} {verb} {number}{_quoted(words)}"


def asked_for_another_time(customer: str, number: str, days: Sequence[date], locale: str) -> str:
    named = " or ".join(format_date(day, "MMMM d", locale=dates_locale(spoken(ENGLISH, locale))) for day in days)
    return f"{_name(customer)} asked for another time for {number}: {named}"


def texted(name: str, number: str, words: str) -> str:
    return f"{f'{_name(name)} ({number})' if name else number} texted{_quoted(words)}"


def not_mailed(customer: str, number: str, why: str) -> str:
    """That what the office has written about `number` stands on its page only, and why."""
    return _NOT_MAILED.get(why, _NOT_MAILED_OTHERWISE).format(customer=_name(customer), number=number)


def declined(customer: str, number: str, reason: str) -> str:
    return f"{_name(customer)} declined {number}{_quoted(reason)}"


def paid(customer: str, number: str, total: Money, locale: str) -> str:
    return f"{_name(customer)} paid {number} · {_amount(total, locale)}"


def payment_failed(customer: str, number: str, amount: Money, locale: str, reason: str) -> str:
    return f"{_amount(amount, locale)} from {_name(customer)} for {number} did not come through{_quoted(reason)}"


def payment_refunded(customer: str, number: str, amount: Money, locale: str, cause: str) -> str:
    return f"{_amount(amount, locale)} went back to {_name(customer)} for {number}{_because(cause)}"


def refund_failed(customer: str, number: str, amount: Money, locale: str, reason: str) -> str:
    return f"{_amount(amount, locale)} could not be given back to {_name(customer)} for {number}{_quoted(reason)}"


def payment_disputed(customer: str, number: str, amount: Money, locale: str, outcome: str) -> str:
    told = _OUTCOMES.get(outcome, "The customer's bank has taken the money back until it has decided")
    return f"{_amount(amount, locale)} from {_name(customer)} for {number}: {told}"


def discrepancy(kind: str, amount: Money, locale: str) -> str:
    return f"{_amount(amount, locale)}: {what_differs(kind)}"


def what_differs(kind: str) -> str:
    """What Stripe and the books do not agree on, in words."""
    return _DIFFERENCES.get(kind, "Stripe and the books do not agree on a payment")


def refund_cause(cause: str) -> str:
    """Why money went back, in words."""
    return _REFUND_CAUSES.get(cause, one_line(cause.replace("_", " "), limit=_MAX_QUOTE))


def secured(change: str) -> str:
    """What has changed of how somebody signs in, in words."""
    return _SECURED.get(change, "how you sign in to the office has changed.")


def _because(cause: str) -> str:
    return f": {isolated(refund_cause(cause))}" if cause.strip() else ""


def _name(name: str) -> str:
    return isolated(one_line(name))


def _quoted(words: str) -> str:
    line = one_line(words, limit=_MAX_QUOTE)
    return f": {isolated(line)}" if line else ""


def _amount(money: Money, locale: str) -> str:
    return money.format(figures_locale(locale))
