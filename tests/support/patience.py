"""HTTP as a patient visitor asks: the machine that runs the tests is busy with other tests at the same time."""

from typing import Any

import httpx

SECONDS = 60.0


def get(url: str | httpx.URL, **options: Any) -> httpx.Response:
    """`httpx.get`, where an answer that takes long is no failure of what is tested."""
    return httpx.get(url, timeout=SECONDS, **options)


def post(url: str | httpx.URL, **options: Any) -> httpx.Response:
    """`httpx.post`, as patient."""
    return httpx.post(url, timeout=SECONDS, **options)
