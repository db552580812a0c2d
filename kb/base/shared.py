"""What the processes of a site share beside the database, where REDIS_URL names a Redis or Valkey server.

Nothing that must last is in it. When it is gone the site goes on without it, says so in the log once a minute, and looks
for it again every few seconds.
"""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings

from kb.base import trouble

if TYPE_CHECKING:
    import redis  # at run time only where it is used: it takes ten megabytes

PATIENCE = 0.1  # seconds that a request waits for an answer
LONG_PATIENCE = 2.0  # where going on without one would let somebody try more often
CONNECT = 2.0  # seconds for a connection that nobody waits for
PAUSE = 5.0  # seconds in which a server that did not answer is not asked again
PREFIX = "secure-login-kb"  # of every name: others may use the same server

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class Gone(Exception):
    """There is no such server, or it does not answer."""


class Absence:
    """Since when this process has had no answer."""

    def __init__(self) -> None:
        self._until = 0.0
        self._guard = threading.Lock()

    @property
    def lasts(self) -> bool:
        return time.monotonic() < self._until

    def begin(self, why: object) -> None:
        with self._guard:
            self._until = time.monotonic() + PAUSE
        _report(why)


absence = Absence()


def _report(why: object) -> None:
    if trouble.is_news("redis"):
        logger.error("Redis does not answer (%s); the site goes on without it until it does", why)


@lru_cache
def client(url: str, patience: float = PATIENCE) -> "redis.Redis":
    """Safe to share among threads, and to fork."""
    import redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    once_more = Retry(NoBackoff(), 1)  # at once: the server may only have closed this connection
    return redis.Redis.from_url(
        url, socket_timeout=patience, socket_connect_timeout=PATIENCE, decode_responses=True, retry=once_more
    )


def ask(question: Callable[["redis.Redis"], Answer], *, patience: float = PATIENCE) -> Answer:
    """What the server answers to `question` within `patience` seconds. Raises Gone."""
    if not settings.REDIS_URL or absence.lasts:
        raise Gone
    import redis

    try:
        return question(client(settings.REDIS_URL, patience))
    except redis.RedisError as error:
        absence.begin(error)
        raise Gone from error


def answers() -> bool:
    """Whether the server takes a connection now."""
    import redis

    try:
        return bool(client(settings.REDIS_URL).ping())
    except redis.RedisError:
        return False


def tell(space: str, what: str) -> None:
    """Let every process that hears `space` know of `what`; who is not there now never learns of it."""
    with suppress(Gone):
        ask(lambda redis: redis.publish(name(space, "news"), what))


async def hear(space: str, heard: Callable[[str], None], is_connected: Callable[[bool], None]) -> None:
    """Call `heard` with whatever any process tells `space`, until canceled; `is_connected` whenever that begins or ends."""
    import redis
    from redis.asyncio import Redis as AsyncRedis
    from redis.asyncio.retry import Retry
    from redis.backoff import NoBackoff

    while True:
        try:
            async with (
                AsyncRedis.from_url(
                    settings.REDIS_URL,
                    client_name=name(space, "news"),
                    decode_responses=True,
                    socket_connect_timeout=CONNECT,
                    socket_keepalive=True,
                    retry=Retry(NoBackoff(), 0),  # it is told when nothing can be heard
                ) as server,
                server.pubsub() as news,
            ):
                await news.subscribe(name(space, "news"))
                if _is_cancelled():  # the client swallows it while it connects
                    raise asyncio.CancelledError
                async for message in news.listen():
                    if message["type"] == "subscribe":
                        is_connected(True)
                    elif message["type"] == "message":
                        heard(message["data"])
        except (redis.RedisError, OSError) as error:
            _report(error)
        finally:
            is_connected(False)
        await asyncio.sleep(PAUSE)


def _is_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def name(space: str, what: str) -> str:
    """The name of something in a namespace of this site: two sites may use one server."""
    return f"{PREFIX}:{_site(settings.SECRET_KEY)}:{space}:{what}"


@lru_cache
def _site(secret: str) -> str:
    """Its processes share the secret, which nobody can tell from this."""
    return blake2b(secret.encode(), digest_size=8, person=b"redis names").hexdigest()
