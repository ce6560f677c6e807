"""The servers: PostgreSQL 17 and RabbitMQ 4 in containers where Docker and the images are, and those that run locally."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.support import buses, services

POSTGRES_IMAGE = "postgres:17-trixie"
RABBITMQ_IMAGE = "rabbitmq:4.0-management"


@dataclass(frozen=True)
class Servers:
    """Where the servers of one kind answer."""

    kind: str
    postgres: str
    rabbitmq: str


@pytest.fixture(scope="session")
def container_servers() -> Iterator[Servers]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import docker

        try:
            client = docker.from_env(timeout=30)
            client.ping()
            for image in (POSTGRES_IMAGE, RABBITMQ_IMAGE):
                client.images.get(image)
        except docker.errors.DockerException as error:
            pytest.skip(f"no Docker engine with {POSTGRES_IMAGE} and {RABBITMQ_IMAGE}: {type(error).__name__}")
        from testcontainers.community.postgres import PostgresContainer
        from testcontainers.community.rabbitmq import RabbitMqContainer

        with PostgresContainer(POSTGRES_IMAGE, driver=None) as postgres, RabbitMqContainer(RABBITMQ_IMAGE) as rabbitmq:
            host, port = rabbitmq.get_container_host_ip(), rabbitmq.get_exposed_port(5672)
            broker = f"amqp://{rabbitmq.username}:{rabbitmq.password}@{host}:{port}//"
            yield Servers("containers", postgres.get_connection_url(), broker)


@pytest.fixture(scope="session")
def local_servers() -> Servers:
    if not services.postgres_answers():
        pytest.skip("no PostgreSQL server answers on 127.0.0.1:5432")
    if not buses.broker_answers():
        pytest.skip("no RabbitMQ server answers on 127.0.0.1:5672")
    return Servers("local", services.POSTGRES_ADMIN, buses.BROKER)


@pytest.fixture(params=["containers", "local"])
def servers(request: pytest.FixtureRequest) -> Servers:
    name = "container_servers" if request.param == "containers" else "local_servers"
    found: Servers = request.getfixturevalue(name)
    return found
