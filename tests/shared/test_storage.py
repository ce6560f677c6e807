"""Object storage in a folder and in a bucket: the same promises, and what is said when they cannot be kept."""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PosixPath
from typing import ClassVar

import pytest

from shared.buckets import BucketStorage
from shared.settings import ConfigurationError, load
from shared.storage import (
    FolderStorage,
    ObjectMissing,
    RestingStorage,
    Storage,
    StorageSettings,
    StoreMissing,
    StoreUnavailable,
    open_storage,
    put_and_check,
)
from tests.support.s3 import KEYS, S3Server, s3_server

KEY = "4f2a/photos/7-abc.png"
CONTENT = b"\x89PNG not really"
_NOBODY = 65534


class Settings(StorageSettings):
    service: ClassVar[str] = "toy"


def _settings(**environment: str) -> Settings:
    needed = {"TOY_DATABASE_URL": "sqlite:///x.db", "SERVICE_TOKEN_SECRET": "service-" * 5}
    return load(Settings, needed | environment)


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    with s3_server() as running:
        yield running


@pytest.fixture(params=["folder", "bucket"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    """A storage that nobody has used yet: neither its folder nor its bucket is there."""
    if request.param == "folder":
        return FolderStorage(tmp_path / "not" / "yet")
    running: S3Server = request.getfixturevalue("server")
    running.lose_everything()
    return BucketStorage("porchlight", "test/files", KEYS, endpoint=running.url)


@pytest.mark.shows("SGN-3")
def test_the_first_upload_makes_the_folder_or_bucket_and_what_was_put_comes_back(storage: Storage) -> None:
    storage.put(KEY, CONTENT, "image/png")

    assert storage.get(KEY) == CONTENT


def test_a_second_upload_takes_the_place_of_the_first(storage: Storage) -> None:
    storage.put(KEY, CONTENT, "image/png")

    storage.put(KEY, b"newer", "image/png")

    assert storage.get(KEY) == b"newer"


def test_what_was_deleted_is_missing_and_can_be_deleted_again(storage: Storage) -> None:
    storage.put(KEY, CONTENT, "image/png")

    storage.delete(KEY)
    storage.delete(KEY)

    with pytest.raises(ObjectMissing):
        storage.get(KEY)


def test_where_there_is_no_folder_or_bucket_nothing_is_told_to_be_lost(storage: Storage) -> None:
    storage.delete(KEY)

    with pytest.raises(StoreMissing):
        storage.get(KEY)


@pytest.mark.parametrize("key", ["", "/etc/passwd", "../x", "a/../b", "a//b", ".hidden", "a b", "a\n"])
def test_a_key_never_leads_out_of_the_storage(storage: Storage, key: str) -> None:
    with pytest.raises(ValueError, match="is no key"):
        storage.put(key, CONTENT, "image/png")


@pytest.mark.shows("SGN-3")
def test_a_bucket_deleted_meanwhile_is_made_again(server: S3Server) -> None:
    elsewhere = KEYS | {"AWS_REGION": "eu-central-1"}
    storage = BucketStorage("porchlight", "", elsewhere, endpoint=server.url)
    storage.put(KEY, CONTENT, "image/png")
    server.lose_everything()

    storage.put(KEY, CONTENT, "image/png")

    assert storage.get(KEY) == CONTENT
    assert server.kept("porchlight", KEY) == ("image/png", CONTENT)


@pytest.mark.shows("SGN-3")
def test_a_folder_deleted_meanwhile_is_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    storage = FolderStorage(folder)
    storage.put(KEY, CONTENT, "image/png")
    shutil.rmtree(folder)

    storage.put(KEY, CONTENT, "image/png")

    assert [file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()] == [KEY]


class _Vanishing(PosixPath):
    """A folder that somebody deletes right after an upload has made it, the first time."""

    deleted: ClassVar[list[Path]] = []

    def mkdir(self, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        super().mkdir(mode, parents, exist_ok)
        if parents and not self.deleted:
            self.deleted.append(self)
            shutil.rmtree(self)


@pytest.mark.shows("SGN-3")
def test_a_folder_deleted_in_the_middle_of_an_upload_is_made_again(tmp_path: Path) -> None:
    storage = FolderStorage(_Vanishing(tmp_path / "files"))

    storage.put(KEY, CONTENT, "image/png")

    assert (storage.get(KEY), len(_Vanishing.deleted)) == (CONTENT, 1)


def test_a_folder_that_cannot_be_written_is_unavailable() -> None:
    # The test's own folder lies in others that only we may enter.
    with tempfile.TemporaryDirectory(dir="/tmp") as made:
        folder = Path(made)
        folder.chmod(0o555)

        with _without_privilege(), pytest.raises(StoreUnavailable, match="Permission denied"):
            FolderStorage(folder).put(KEY, CONTENT, "image/png")


def test_something_else_in_the_place_of_the_folder_makes_it_unavailable(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("not a folder")
    storage = FolderStorage(tmp_path / "files")

    for act in (lambda: storage.put(KEY, CONTENT, "image/png"), lambda: storage.get(KEY), lambda: storage.delete(KEY)):
        with pytest.raises(StoreUnavailable, match="cannot be used"):
            act()


def test_an_endpoint_that_refuses_is_unavailable() -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        storage = _bucket_at(reserved.getsockname()[1])

        for act in (
            lambda: storage.put(KEY, CONTENT, "image/png"),
            lambda: storage.get(KEY),
            lambda: storage.delete(KEY),
        ):
            with pytest.raises(StoreUnavailable, match="cannot be used"):
                act()


def test_an_endpoint_that_hangs_is_given_up_after_one_try() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        storage = _bucket_at(silent.getsockname()[1])

        with pytest.raises(StoreUnavailable, match="cannot be used"):
            storage.put(KEY, CONTENT, "image/png")

        with pytest.raises(StoreUnavailable, match="cannot be used"):
            storage.get(KEY)
        silent.settimeout(0)
        asked = [silent.accept()[0], silent.accept()[0]]
        with pytest.raises(BlockingIOError):
            silent.accept()
        for connection in asked:
            connection.close()


def test_one_that_failed_is_left_alone_for_a_while(tmp_path: Path) -> None:
    in_the_way = tmp_path / "files"
    in_the_way.write_text("not a folder")
    impatient, patient = (RestingStorage(FolderStorage(in_the_way), rest) for rest in (0.0, 60.0))
    for storage in (impatient, patient):
        with pytest.raises(StoreUnavailable, match="Not a directory"):
            storage.get(KEY)
    in_the_way.unlink()

    impatient.put(KEY, CONTENT, "image/png")

    with pytest.raises(StoreUnavailable, match="just now"):
        patient.get(KEY)


def test_one_that_only_lacks_its_folder_is_not_left_alone(tmp_path: Path) -> None:
    storage = RestingStorage(FolderStorage(tmp_path / "files"))
    with pytest.raises(StoreMissing):
        storage.get(KEY)

    storage.put(KEY, CONTENT, "image/png")

    assert storage.get(KEY) == CONTENT


def test_what_comes_back_otherwise_than_it_was_put_is_not_taken_for_kept(tmp_path: Path) -> None:
    class Forgetful(FolderStorage):
        def get(self, key: str) -> bytes:
            return super().get(key)[:-1]

    with pytest.raises(StoreUnavailable, match="another one"):
        put_and_check(Forgetful(tmp_path), KEY, CONTENT, "image/png")

    put_and_check(FolderStorage(tmp_path), KEY, CONTENT, "image/png")
    assert (tmp_path / KEY).read_bytes() == CONTENT


def test_the_environment_names_the_storage(tmp_path: Path, server: S3Server) -> None:
    folder = tmp_path / "with a space"

    stores = [
        open_storage(_settings()),
        open_storage(_settings(OBJECT_STORE_URL=folder.as_uri())),
        open_storage(_settings(OBJECT_STORE_URL="s3://named-here/a/b", **server.options(), AWS_PROFILE="of others")),
    ]

    assert stores[0] is None
    for store in stores[1:]:
        assert store is not None
        store.put(KEY, CONTENT, "image/png")
    assert (folder / KEY).read_bytes() == CONTENT
    assert server.kept("named-here", f"a/b/{KEY}") == ("image/png", CONTENT)


def test_an_empty_variable_of_the_process_does_no_harm(monkeypatch: pytest.MonkeyPatch, server: S3Server) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "")
    store = open_storage(_settings(OBJECT_STORE_URL="s3://porchlight", AWS_ENDPOINT_URL=""))
    at_home = BucketStorage("porchlight", "", KEYS, endpoint=server.url)

    at_home.put(KEY, CONTENT, "image/png")

    assert (at_home.get(KEY), store is not None) == (CONTENT, True)


@pytest.mark.parametrize("url", ["s3://", "s3://Not_A_Bucket", "file://", "file://elsewhere/x", "ftp://x/y", "x"])
def test_a_wrong_address_stops_the_start_by_name(url: str) -> None:
    with pytest.raises(ConfigurationError, match="OBJECT_STORE_URL must look like"):
        _settings(OBJECT_STORE_URL=url)


def test_a_wrong_endpoint_stops_the_start_by_name() -> None:
    with pytest.raises(ConfigurationError, match="AWS_ENDPOINT_URL must start with http"):
        _settings(OBJECT_STORE_URL="s3://porchlight", AWS_ENDPOINT_URL="minio:9000")


def test_settings_tell_nobody_the_keys() -> None:
    settings = _settings(OBJECT_STORE_URL="s3://porchlight", AWS_SECRET_ACCESS_KEY="do-not-tell")

    assert "do-not-tell" not in repr(settings)


def _bucket_at(port: int) -> BucketStorage:
    endpoint = f"http://127.0.0.1:{port}"
    return BucketStorage("porchlight", "", KEYS, endpoint=endpoint, read_seconds=0.2, write_seconds=0.2)


@contextmanager
def _without_privilege() -> Iterator[None]:
    """Root may write everywhere: for as long as the block runs we are somebody who may not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
