"""The doctor says in plain words what is wrong with a configuration."""

from pathlib import Path

import pytest

from services.quotes.manifest import service
from shared.runtime.doctor import examine
from tests.quotes.seals import sealing
from tests.support.services import SECRETS, sqlite_url


def _about_storage(folder: Path, **environment: str) -> tuple[bool, str]:
    given = SECRETS | {"QUOTES_DATABASE_URL": sqlite_url(folder, "quotes")} | environment
    findings = [found for found in examine(service, given) if "storage" in found.text or "OBJECT_STORE" in found.text]
    assert len(findings) == 1
    return findings[0].ok, findings[0].text


def _about(words: str, folder: Path, **environment: str) -> tuple[bool, str]:
    given = SECRETS | {"QUOTES_DATABASE_URL": sqlite_url(folder, "quotes")} | environment
    findings = [found for found in examine(service, given) if words in found.text]
    assert len(findings) == 1
    return findings[0].ok, findings[0].text


@pytest.mark.shows("OPS-3", "SGN-3")
def test_without_object_storage_it_says_where_files_stay(tmp_path: Path) -> None:
    assert _about_storage(tmp_path) == (True, "OBJECT_STORE_URL is not set: files stay in the database")


@pytest.mark.shows("OPS-3")
def test_a_storage_is_asked_and_nothing_is_made_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    url = folder.as_uri()

    before = _about_storage(tmp_path, OBJECT_STORE_URL=url)
    made = folder.exists()
    folder.mkdir()
    after = _about_storage(tmp_path, OBJECT_STORE_URL=url)

    assert (before[0], "the first upload makes its folder" in before[1], made) == (True, True, False)
    assert after == (True, "the object storage answers")


@pytest.mark.shows("OPS-3")
def test_a_storage_that_cannot_be_used_is_a_finding_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("not a folder")

    ok, text = _about_storage(tmp_path, OBJECT_STORE_URL=(tmp_path / "files").as_uri())

    assert not ok
    assert "Not a directory" in text
    assert text.endswith("Meanwhile files stay in the database.")


@pytest.mark.shows("OPS-3", "EST-5")
def test_it_tells_what_keeps_documents_from_being_sealed_and_by_whom_they_are(tmp_path: Path) -> None:
    missing = _about("SEAL_PKCS12", tmp_path)
    wrong = _about("SEAL_PKCS12", tmp_path, **sealing(SEAL_PASSWORD="another one"))
    well = _about("are sealed by", tmp_path, **sealing("Bright Exteriors"))

    assert (missing[0], "stay unsealed" in missing[1]) == (False, True)
    assert (wrong[0], "Check it and SEAL_PASSWORD" in wrong[1]) == (False, True)
    assert (well[0], "are sealed by Bright Exteriors until 20" in well[1]) == (True, True)
