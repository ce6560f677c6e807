"""A sender and a receiver, on both databases and both buses."""

from collections.abc import Iterator

import pytest

from shared.messaging import rabbit
from shared.service import Context
from tests.conftest import OpenService
from tests.support import buses, toys


@pytest.fixture
def sender(open_service: OpenService) -> Context:
    return open_service(toys.sender)


@pytest.fixture
def receiver(open_service: OpenService) -> Iterator[Context]:
    context = open_service(toys.receiver)
    with context.database.begin() as session:
        session.execute(toys.caught.delete())
    yield context
    toys.clumsy.clear()


@pytest.fixture(params=["local", "rabbit"])
def run(request: pytest.FixtureRequest, sender: Context, receiver: Context) -> buses.Run:
    if request.param == "rabbit":
        if not buses.broker_answers():
            pytest.skip("no RabbitMQ server answers on 127.0.0.1:5672")
        for service in (toys.sender, toys.receiver):
            buses.remove_queues(service)
            rabbit.declare(buses.BROKER, service)
    return buses.Run(sender, receiver, request.param)
