"""Money as Stripe counts it: which currencies, how many decimals, and the smallest and largest charge."""

from decimal import Decimal, InvalidOperation

from babel.numbers import format_currency

from .errors import ApiError


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Stripe's own lists: they differ from ISO 4217, for instance MGA (ISO: two decimals) and ISK (ISO: none).
_SUPPORTED = _codes(
    """
    usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf
    chf clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf
    idr ils inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop
    mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd
    scr sek sgd shp sle sos srd std szl thb tjs tnd top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xof
    xpf yer zar zmw
    """
)
_NO_DECIMALS = _codes("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf")
_THREE_DECIMALS = _codes("bhd jod kwd omr tnd")
_WHOLE_UNITS_ONLY = frozenset({"isk", "ugx"})
_SMALLEST = {"aed": 200, "bgn": 100, "czk": 1_500, "dkk": 250, "gbp": 30, "hkd": 400, "huf": 17_500, "mxn": 1_000}
_SMALLEST |= {"myr": 200, "nok": 300, "pln": 200, "ron": 200, "sek": 300, "thb": 1_000}
_SMALLEST_ELSEWHERE = 50
_LARGEST = 99_999_999


def currency(value: str, name: str) -> str:
    """A currency Stripe charges in, in lower case."""
    if value.lower() not in _SUPPORTED:
        listed = ", ".join(sorted(_SUPPORTED))
        raise ApiError(f"Invalid currency: {value}. Stripe currently supports these currencies: {listed}", param=name)
    return value.lower()


def check_total(total: int, code: str) -> None:
    """Refuses a total that Stripe would not charge in this currency."""
    smallest = _SMALLEST.get(code, _SMALLEST_ELSEWHERE)
    if total < smallest:
        message = f"The Checkout Session's total amount due must add up to at least {amount_text(smallest, code)}"
        raise ApiError(message, code="amount_too_small")
    if total > _LARGEST:
        message = f"The Checkout Session's total amount must be no more than {amount_text(_LARGEST, code)}"
        raise ApiError(message, code="amount_too_large")
    if code in _WHOLE_UNITS_ONLY and total % 100:
        message = f"Invalid amount: {code.upper()} is sent with two decimals, and they must be zero ({total})."
        raise ApiError(message, code="invalid_charge_amount")
    if code in _THREE_DECIMALS and total % 10:
        message = f"Invalid amount: the last of the three decimals of {code.upper()} must be zero ({total})."
        raise ApiError(message, code="invalid_charge_amount")


def amount_text(amount: int, code: str) -> str:
    """The amount as a person reads it, such as $1,250.00 or ¥1,250."""
    digits = _decimals(code)
    shown = 0 if code in _WHOLE_UNITS_ONLY else digits
    pattern = "¤#,##0" + ("." + "0" * shown if shown else "")
    value = Decimal(amount).scaleb(-digits)
    return format_currency(value, code.upper(), format=pattern, locale="en_US", currency_digits=False)


def amount_of(text: str, code: str) -> int:
    """The amount that a person wrote as a plain number, such as 1250.00; raises `ApiError` for anything else."""
    try:
        amount = Decimal(text.strip().replace(",", "")).scaleb(_decimals(code))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount != amount.to_integral_value() or not 0 < amount <= _LARGEST:
        raise ApiError("Give the amount as a number, such as 25.00, or leave it empty for all.", param="amount")
    return int(amount)


def _decimals(code: str) -> int:
    return 0 if code in _NO_DECIMALS else 3 if code in _THREE_DECIMALS else 2
