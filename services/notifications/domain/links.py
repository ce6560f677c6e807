"""Links in messages: where they are based, and which channel they tell of."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

VIA = "via"
_OF_INVOICES = ("invoice", "payment", "receipt", "refund")
_OF_NEITHER = ("review", "referral", "sign_in")


def tagged(link: str, channel: str) -> str:
    """`link` with the mark by which visits through `channel` are told apart."""
    parts = urlsplit(link)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != VIA]
    return urlunsplit(parts._replace(query=urlencode([*kept, (VIA, channel)])))


def channel_mark(template: str, channel: str) -> str:
    """How a visit by a link of this message is told apart from others: emails by what they are about."""
    if template == "follow_up":
        return "follow-up"
    if channel != "email" or template.startswith(_OF_NEITHER):
        return channel
    return "invoice-email" if template.startswith(_OF_INVOICES) else "estimate-email"


def absolute(base: str | None, path: str) -> str | None:
    """`path` on the site at `base`; None when there is no such site."""
    if path.startswith(("http://", "https://")):
        return path
    return f"{base.rstrip('/')}/{path.lstrip('/')}" if base else None
