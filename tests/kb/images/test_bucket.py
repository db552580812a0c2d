"""Pictures in an S3 bucket: readers and editors notice nothing, and a server that is gone is no error of the site."""

import io

import boto3
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from moto.server import ThreadedMotoServer
from PIL import Image

from kb.images import store
from kb.models import Picture
from kb.operation import backup

pytestmark = pytest.mark.django_db
NAME = "pictures"


@pytest.fixture
def server(monkeypatch):
    """An S3 server on loopback, with an empty bucket."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    found = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    found.start()
    host, port = found.get_host_and_port()
    found.address = f"http://{host}:{port}"
    boto3.client("s3", endpoint_url=found.address).create_bucket(Bucket=NAME)
    yield found
    found.stop()


@pytest.fixture
def bucket(server, settings):
    options = {"bucket_name": NAME, "endpoint_url": server.address}
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "kb.images.bucket.Bucket", "OPTIONS": options}}
    return server


def keep(key="login-screen", color="red"):
    content = io.BytesIO()
    Image.new("RGB", (40, 30), color).save(content, "PNG")
    return store.keep(content=content.getvalue(), name="a.png", key=key, language="en", alt="A screen")


def names(bucket):
    found = boto3.client("s3", endpoint_url=bucket.address).list_objects_v2(Bucket=NAME)
    return [each["Key"] for each in found.get("Contents", [])]


def test_an_uploaded_picture_is_in_the_bucket_and_readers_get_it_from_the_site(bucket, settings):
    picture = keep()
    assert names(bucket) == [picture.file.name]
    assert not (settings.MEDIA_ROOT / picture.file.name).exists()
    answer = Client().get(f"/media/{picture.file.name}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/webp" and "immutable" in answer.headers["Cache-Control"]
    with Image.open(io.BytesIO(b"".join(answer.streaming_content))) as shown:
        assert shown.size == (40, 30)


def test_a_picture_that_is_not_there_is_not_found(bucket):
    assert Client().get("/media/none.webp").status_code == 404


def test_the_same_picture_is_kept_once(bucket):
    first, second = keep(), keep()
    assert first.file.name == second.file.name
    assert names(bucket) == [first.file.name]


def test_a_server_that_is_gone_is_a_503_that_says_when_to_try_again(bucket):
    picture = keep()
    bucket.stop()
    answer = Client(raise_request_exception=False).get(f"/media/{picture.file.name}")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0


def test_a_backup_holds_the_pictures_of_the_bucket_and_puts_back_what_is_missing(bucket, tmp_path):
    kept, lost = keep(), keep("other-screen", "blue")
    Picture.objects.create(key="gone", language="en", alt="-", width=1, height=1, file="gone-en-0.webp")
    backup._copy_media(tmp_path / "media")
    assert {path.name for path in (tmp_path / "media").iterdir()} == {kept.file.name, lost.file.name}
    default_storage.delete(lost.file.name)
    backup._put_back_media(tmp_path / "media")
    assert names(bucket) == sorted([kept.file.name, lost.file.name])


def test_the_settings_name_the_bucket(monkeypatch):
    from tests.kb.project import https

    made = https.settings_of(monkeypatch, MEDIA_BUCKET=NAME, MEDIA_BUCKET_ENDPOINT="https://minio.example")
    assert made["STORAGES"]["default"] == {
        "BACKEND": "kb.images.bucket.Bucket",
        "OPTIONS": {"bucket_name": NAME, "endpoint_url": "https://minio.example"},
    }
