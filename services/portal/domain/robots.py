"""Telling programs from people by what they call themselves. Honest robots neither count as views nor answer."""

import re

_MARKERS = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|scanner|linkpreview|urlpreview|bingpreview|facebookexternalhit|embedly|ms-office"
    r"|proofpoint|mimecast|barracuda|messagelabs|symantec|trendmicro|safelinks|google-safety|googleimageproxy"
    r"|yahoomailproxy|uptime|pingdom|lighthouse"
    r"|curl/|wget/|python-|httpx|aiohttp|okhttp|go-http-client|libwww|node-fetch|axios|postman",
    re.IGNORECASE,
)


def is_browser(user_agent: str) -> bool:
    """Whether `user_agent` is what a person's browser says."""
    return user_agent.startswith(("Mozilla/", "Opera/")) and not _MARKERS.search(user_agent)
