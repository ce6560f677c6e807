"""Where visitors come from, as far as limits are concerned."""

from ipaddress import IPv6Address, IPv6Network, ip_address

_ONE_CUSTOMER = 64


def network_of(ip: str) -> str:
    """What one visitor is given by a provider: an IPv4 address, but of IPv6 a whole network, to change addresses within."""
    try:
        address = ip_address(ip)
    except ValueError:
        return ip
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Network((address, _ONE_CUSTOMER), strict=False))
