"""How long each customer page takes to answer somebody who is alone, beside one read + render in the same minutes."""

import statistics
import time

import httpx

from tests.bench.pages import OWNER, serving

ROUNDS = 60
_WARM = 10
TABS = ("", "/proposals", "/request", "/review", "/refer")


def run() -> None:
    """Prints the median of every page, and its ratio to the limit."""
    with serving() as (gateway, limits, token):
        _take_requests(gateway)
        home = f"{gateway}/portal/bench"
        pages = {"read + render": f"{limits}/direct/{token}", "quote": f"{gateway}/quote/{token}"}
        pages |= {f"portal{tab}": home + tab for tab in TABS}
        pages |= {"sign-in": f"{gateway}/customer/login", "not found": f"{gateway}/portal/nobody"}
        medians = _medians(pages)
    limit = medians.pop("read + render")
    print(f"first answer: one read + render {limit:.1f} ms")
    for name, median in medians.items():
        print(f"  {name} {median:.1f} ms, ratio {median / limit:.2f}")


def _medians(pages: dict[str, str]) -> dict[str, float]:
    """Milliseconds, each page in each round, so that whatever else the machine does befalls all alike."""
    taken: dict[str, list[float]] = {name: [] for name in pages}
    with httpx.Client(headers={"accept": "text/html"}, timeout=30) as browser:
        for number in range(_WARM + ROUNDS):
            for name, url in pages.items():
                began = time.perf_counter()
                answer = browser.get(url)
                milliseconds = (time.perf_counter() - began) * 1000
                expected = httpx.codes.NOT_FOUND if name == "not found" else httpx.codes.OK
                assert answer.status_code == expected, (name, answer.status_code)
                if number >= _WARM:
                    taken[name].append(milliseconds)
    return {name: statistics.median(all_of_it) for name, all_of_it in taken.items()}


def _take_requests(gateway: str) -> None:
    with httpx.Client(base_url=f"{gateway}/api/v1", timeout=30) as office:
        token = office.post("/auth/token", json=OWNER).raise_for_status().json()["access_token"]
        office.headers["Authorization"] = f"Bearer {token}"
        office.patch("/settings/services", json={"services": ["House wash"]}).raise_for_status()
        office.patch("/settings/portal", json={"estimate_requests": True}).raise_for_status()


if __name__ == "__main__":
    run()
