"""Pictures in an S3 bucket, where several machines serve the site: Django's storage, by django-storages.

Readers ask the site for them as always (kb/web/media.py), so their addresses stay when the storage changes.
"""

import errno
from collections.abc import Callable
from typing import Any, TypeVar

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

Made = TypeVar("Made")


class Bucket(S3Storage):
    """What the server does not do is an OSError (EIO): a 503 for the request that needs it, and a line in the log (kb/base/trouble.py)."""

    def get_default_settings(self) -> dict[str, Any]:
        return dict(super().get_default_settings()) | {
            "default_acl": None,  # as the bucket says; nobody but the site reads it
            "file_overwrite": True,  # a name holds a digest of the content
            "client_config": Config(connect_timeout=2, read_timeout=10, retries={"max_attempts": 2}),
        }

    def exists(self, name: str) -> bool:
        return bool(answered(lambda: super(Bucket, self).exists(name)))

    def _open(self, name: str, mode: str = "rb") -> Any:
        return answered(lambda: super(Bucket, self)._open(name, mode))

    def _save(self, name: str, content: Any) -> str:
        return str(answered(lambda: super(Bucket, self)._save(name, content)))


def answered(ask: Callable[[], Made]) -> Made:
    try:
        return ask()
    except (BotoCoreError, ClientError) as error:
        raise OSError(errno.EIO, f"the S3 server: {error}") from error
