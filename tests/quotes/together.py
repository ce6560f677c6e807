"""Several people doing something at the very same time."""

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

from shared.errors import PorchlightError

T = TypeVar("T")


def together(*acts: Callable[[], T]) -> list[T]:
    """Starts all `acts` at once, each in a thread, and waits for them; what one raises is raised here."""
    starting_line = threading.Barrier(len(acts))
    results: dict[int, T] = {}
    errors: list[BaseException] = []

    def run(number: int, act: Callable[[], T]) -> None:
        starting_line.wait()
        try:
            results[number] = act()
        except BaseException as error:  # noqa: BLE001 - raised again where it is seen
            errors.append(error)

    threads = [threading.Thread(target=run, args=numbered) for numbered in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return [results[number] for number in sorted(results)]


def outcomes(acts: Sequence[Callable[[], T]]) -> list[T | str]:
    """What each of `acts` came to when all started at once: its result, or the code of its refusal."""

    def settle(act: Callable[[], T]) -> T | str:
        try:
            return act()
        except PorchlightError as refused:
            return refused.code

    return together(*[lambda act=act: settle(act) for act in acts])
