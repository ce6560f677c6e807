"""One rule decides what a link opens, be it the page, the paper or a file."""

import base64
from datetime import timedelta

import pytest

from shared.clock import utc_now
from shared.service import Context
from tests.quotes.domain.build import png
from tests.quotes.office import NEIGHBOUR, Office, Visitor, gutters, open_workspace, signed
from tests.support.images import image

PARTS = [
    "",
    "/pdf",
    "/signature",
    "/attachments/{photo}/file",
    "/attachments/{photo}/thumbnail",
    "/job-attachments",
    "/appointment",
    "/appointment.ics",
]
DRAWN = {"kind": "drawn", "png_base64": base64.b64encode(png()).decode()}


@pytest.mark.shows("LNK-11")
@pytest.mark.parametrize("part", PARTS)
def test_what_the_link_opens_is_shown(office: Office, visitor: Visitor, part: str) -> None:
    estimate = _accepted(office, visitor)

    answers = [
        visitor.ask("GET", f"/public/links/{token}{part.format(**estimate)}")
        for token in (estimate["token"], signed(estimate["estimate_id"]))
    ]

    assert [answer.status_code for answer in answers] == [200, 200]


@pytest.mark.shows("LNK-11")
@pytest.mark.parametrize("part", PARTS[1:])
def test_whatever_else_is_refused_as_the_page_is(context: Context, office: Office, visitor: Visitor, part: str) -> None:
    open_workspace(context, NEIGHBOUR)
    estimate = _accepted(office, visitor)
    draft = office.draft(gutters())
    tokens = [
        estimate["token"][:-1] + "x",
        signed(estimate["estimate_id"], days=-1),
        signed(estimate["estimate_id"], secret="somebody-elses-secret-0123456789-0123456789"),
        signed(estimate["estimate_id"], workspace_id=NEIGHBOUR),
        signed(draft["estimate_id"]),
    ]

    pages = [visitor.ask("GET", f"/public/links/{token}") for token in tokens]
    parts = [visitor.ask("GET", f"/public/links/{token}{part.format(**estimate)}") for token in tokens]

    assert [page.status_code for page in pages] == [404, 410, 404, 404, 404]
    assert [(answer.status_code, answer.json()["code"]) for answer in parts] == [
        (page.status_code, page.json()["code"]) for page in pages
    ]


@pytest.mark.shows("LNK-11")
def test_a_link_that_was_taken_back_shows_nothing_also_to_whoever_has_it_already(
    office: Office, visitor: Visitor
) -> None:
    estimate = _accepted(office, visitor)
    paths = [f"/public/links/{estimate['token']}{part.format(**estimate)}" for part in PARTS]
    tags = [visitor.ask("GET", path).headers.get("etag", "") for path in paths]

    office.post(f"/estimates/{estimate['estimate_id']}/links/revoke")

    answers = [visitor.ask("GET", path, **{"If-None-Match": tag}) for path, tag in zip(paths, tags, strict=True)]
    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(410, "link_revoked")}


@pytest.mark.shows("LNK-11")
def test_a_drawn_signature_is_for_its_own_office(context: Context, office: Office, visitor: Visitor) -> None:
    open_workspace(context, NEIGHBOUR)
    estimate = _accepted(office, visitor)
    path = f"/estimates/{estimate['estimate_id']}/signature"

    answers = [someone.ask("GET", path) for someone in (office, Office(context, NEIGHBOUR), visitor)]

    assert [answer.status_code for answer in answers] == [200, 404, 401]


def _accepted(office: Office, visitor: Visitor) -> dict[str, str]:
    """An estimate with a photo on it, accepted with a drawing."""
    estimate = office.sent(gutters())
    path = f"/estimates/{estimate['estimate_id']}"
    photo = office.attach(path, image(), visible_to_customer="true")["attachment_id"]
    accepted = visitor.accept(estimate["token"], version=2, signature=DRAWN)
    assert accepted.status_code == 201
    in_a_year = {"date": f"{utc_now() + timedelta(days=365):%Y-%m-%d}", "start": "09:00", "end": "11:00"}
    assert office.ask("PUT", f"/jobs/{accepted.json()['job_id']}/appointment", in_a_year).status_code == 200
    return {"estimate_id": estimate["estimate_id"], "token": estimate["token"], "photo": photo}
