import pytest

from services.portal.domain.network import network_of


@pytest.mark.shows("LKP-4")
@pytest.mark.parametrize(
    ("ip", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_whoever_has_many_addresses_counts_once(ip: str, network: str) -> None:
    assert network_of(ip) == network
