from datetime import timedelta

import pytest

from services.quotes.domain.job import job_for
from services.quotes.domain.schedule_errors import JobAlreadyCompleted
from tests.quotes.domain.build import NOW, estimate_in

LATER = NOW + timedelta(days=3)


@pytest.mark.shows("SGN-2")
def test_is_made_of_an_accepted_estimate() -> None:
    estimate = estimate_in("accepted")

    job = job_for(estimate, 125_00, NOW)

    assert (job.workspace_id, job.estimate_id, job.customer_id) == (
        estimate.workspace_id,
        estimate.id,
        estimate.customer_id,
    )
    assert (job.title, job.total, job.currency, job.status) == ("House wash", 125_00, "USD", "unscheduled")


def test_is_completed_once() -> None:
    estimate = estimate_in("accepted")
    job = job_for(estimate, 125_00, NOW)

    job.complete(estimate, LATER)

    assert (job.status, job.completed_at) == ("completed", LATER)
    with pytest.raises(JobAlreadyCompleted):
        job.complete(estimate, LATER)
