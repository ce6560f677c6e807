from services.portal.adapters.breaker import FAILURES, PAUSE, Breaker


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def opened(clock: Clock) -> Breaker:
    breaker = Breaker(clock)
    for _ in range(FAILURES):
        assert breaker.allows()
        breaker.failed()
    return breaker


def test_opens_after_several_failures_in_a_row() -> None:
    breaker = opened(Clock())

    assert not breaker.allows()


def test_an_answer_in_between_keeps_it_closed() -> None:
    breaker = Breaker(Clock())

    for _ in range(3):
        for _ in range(FAILURES - 1):
            breaker.failed()
        breaker.succeeded()

    assert breaker.allows()


def test_after_the_pause_one_caller_tries_and_the_others_wait() -> None:
    clock = Clock()
    breaker = opened(clock)

    clock.now += PAUSE

    assert [breaker.allows() for _ in range(3)] == [True, False, False]


def test_a_try_that_works_lets_everybody_in() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += PAUSE
    breaker.allows()

    breaker.succeeded()

    assert [breaker.allows() for _ in range(3)] == [True, True, True]


def test_a_try_that_fails_begins_another_pause() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += PAUSE
    breaker.allows()

    breaker.failed()

    assert not breaker.allows()
