"""What a page has a browser move: requests and bytes, on as slow a line as one likes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Page

# In ms and in bytes a second: 400 kbit/s.
SLOW_LINE = {"latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}


@dataclass
class Moved:
    addresses: dict[str, str] = field(default_factory=dict)  # by the browser's own number of the request
    bytes: int = 0  # heads of answers included, as they are compressed

    @property
    def requests(self) -> int:
        return len(self.addresses)


@contextmanager
def moved(page: Page) -> Iterator[Moved]:
    """Counts what the page asks for meanwhile; a request that the browser answers by itself moves nothing."""
    found = Moved()
    session = page.context.new_cdp_session(page)
    session.on("Network.requestWillBeSent", lambda event: _ask(found, event))
    session.on("Network.loadingFinished", lambda event: _answer(found, event))
    session.on("Network.requestServedFromCache", lambda event: found.addresses.pop(event["requestId"], None))
    session.send("Network.enable")
    yield found
    session.detach()


@contextmanager
def slow_line(page: Page) -> Iterator[None]:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False, **SLOW_LINE})
    yield
    session.detach()


def _ask(found: Moved, event: dict) -> None:
    if event["request"]["url"].startswith("http"):
        found.addresses[event["requestId"]] = event["request"]["url"]


def _answer(found: Moved, event: dict) -> None:
    if event["requestId"] in found.addresses:
        found.bytes += int(event["encodedDataLength"])
