"""Who is at the other end of a request, as far as it can be believed."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from services.portal.settings import Settings, origin_of
from shared.web.caller import Caller


def visitor(request: HTTPConnection) -> Caller:
    """Somebody of whom nothing is known but where they come from."""
    return Caller("anonymous", ip=client_ip(request), user_agent=request.headers.get("user-agent", ""))


def client_ip(request: HTTPConnection) -> str:
    """The browser's address; what a proxy says of it counts where the proxy is one of ours, and only its own word."""
    peer = request.client.host if request.client else ""
    if _is_trusted(request, peer):
        chain = ",".join(request.headers.getlist("x-forwarded-for")).split(",")
        return chain[-1].strip() or peer
    return peer


def is_https(request: HTTPConnection) -> bool:
    """Whether the browser came by HTTPS, perhaps to a proxy of ours or to our public address."""
    if request.url.scheme == "https":
        return True
    peer = request.client.host if request.client else ""
    if _is_trusted(request, peer) and request.headers.get("x-forwarded-proto", "").lower() == "https":
        return True
    public = urlsplit(_settings(request).public_url or "")
    return public.scheme == "https" and public.netloc == request.headers.get("host")


def own_url(request: HTTPConnection) -> str:
    """Where this portal is to be found: its public address, else the one that was asked."""
    settings = _settings(request)
    if settings.public_url:
        return settings.public_url
    scheme = "https" if is_https(request) else "http"
    return origin_of(f"{scheme}://{request.url.netloc}")


def _is_trusted(request: HTTPConnection, peer: str) -> bool:
    networks = _settings(request).trusted_proxies
    if not networks:
        return False
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    return any(address in network for network in networks)


def _settings(request: HTTPConnection) -> Settings:
    settings: Settings = request.app.state.context.settings
    return settings
