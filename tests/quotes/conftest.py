"""The quotes service with one business in it, and the people of that business."""

import pytest

from services.quotes.manifest import service
from shared.service import Context
from tests.conftest import OpenService
from tests.quotes.office import Office, Visitor, open_workspace


@pytest.fixture
def context(open_service: OpenService) -> Context:
    opened = open_service(service)
    open_workspace(opened)
    return opened


@pytest.fixture
def office(context: Context) -> Office:
    return Office(context)


@pytest.fixture
def visitor(context: Context) -> Visitor:
    return Visitor(context)
