"""What pages are given of addresses."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """An address that gets nothing (`everything`), or only what it needs; a POST of `address` to `action` ends that."""

    address: str
    everything: bool
    sentence: str
    detail: str
    since: str
    action: str | None = None
