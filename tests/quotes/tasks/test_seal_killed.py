"""A worker that is killed while it seals: whatever it had done, in the end there is one sealed document."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select

from services.quotes.adapters.pades import find_seal
from services.quotes.domain.kept_file import KeptFile
from services.quotes.domain.sealed_document import LEASE
from services.quotes.manifest import service
from services.quotes.queries.acceptances import get_acceptance
from services.quotes.tasks import seal_waiting
from shared.clock import utc_now
from shared.service import Context
from tests.conftest import OpenService
from tests.quotes.office import PREMIUM, WORKSPACE, Office, Visitor, open_workspace, tiers
from tests.quotes.seals import sealing
from tests.support.services import SECRETS, run_tasks

pytestmark = pytest.mark.shows("EST-5")

# The worker's own program, save that it kills itself at the named moment.
WORKER = """
import os, signal, sys
from dataclasses import replace
from services.quotes.adapters.seal import Seal
from services.quotes.manifest import service
from services.quotes.tasks import seal_pdf
from shared.service import open_context
from shared.settings import load

moment, workspace_id, document_id = sys.argv[1:]

def die():
    os.kill(os.getpid(), signal.SIGKILL)

class Fatal(Seal):
    def apply(self, pdf, *, reason):
        if moment == "before sealing":
            die()
        sealed = super().apply(pdf, reason=reason)
        if moment == "with the file in hand":
            die()
        return sealed

context = open_context(service, load(service.settings, os.environ))
seal = context.adapters.seal
fatal = Fatal(seal.pkcs12, seal.password, seal.tsa_url)
seal_pdf.run(
    replace(context, adapters=replace(context.adapters, seal=fatal)), workspace_id=workspace_id, document_id=document_id
)
die()
"""


@pytest.fixture
def context(open_service: OpenService) -> Context:
    opened = open_service(service, **sealing())
    open_workspace(opened)
    return opened


def killed_worker(context: Context, moment: str, document_id: UUID) -> int:
    """Runs the worker until it kills itself; its exit code."""
    environment = os.environ | SECRETS | sealing() | {"QUOTES_DATABASE_URL": context.settings.database_url}
    command = [sys.executable, "-c", WORKER, moment, str(WORKSPACE), str(document_id)]
    return subprocess.run(command, env=environment, check=False).returncode


@pytest.mark.parametrize("moment", ["before sealing", "with the file in hand", "after all was done"])
def test_killed_at_any_moment_it_leaves_one_sealed_document_in_the_end(
    context: Context, office: Office, visitor: Visitor, moment: str
) -> None:
    estimate = office.sent(tiers())
    visitor.accept(estimate["token"], option_id=PREMIUM)
    with context.database.read() as session:
        acceptance, _ = get_acceptance(session, WORKSPACE, UUID(estimate["estimate_id"]))

    exit_code = killed_worker(context, moment, acceptance.id)
    run_tasks(context)
    with time_machine.travel(utc_now() + LEASE + timedelta(seconds=1)):
        seal_waiting.run(context)
        seal_waiting.run(context)

    with context.database.read() as session:
        files = session.scalars(select(KeptFile).where(KeptFile.form == "sealed")).all()
    paper = visitor.ask("GET", f"/public/links/{estimate['token']}/pdf").content
    assert exit_code == -signal.SIGKILL
    assert [file.content for file in files] == [paper]
    assert find_seal(paper) is not None
    assert office.actions(estimate["estimate_id"]).count("sealed") == 1
