"""The process that looks for a mistyped PIN: `python -m auth_demo.verifier.pin_helper DESCRIPTOR`.

Ten thousand PINs take a twentieth of a second of computing, which here delays nobody's request. It knows no Django, no
database and no key but the one that each question brings, writes nothing, and ends when the other end of its pipe
does: also when that process was killed. pin_search.py speaks with it.
"""

import json
import os
import resource
import signal
import sys
from multiprocessing.connection import Connection

from auth_demo.protocols.ocra import find_pin

NICENESS = 3  # requests go first


def main(descriptor: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, whose end is seen at the pipe
    for limit in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(limit, (0, 0))
    os.nice(NICENESS)
    pipe = Connection(descriptor)
    try:
        while True:
            pipe.send_bytes(json.dumps(answer(json.loads(pipe.recv_bytes()))).encode())
    except (EOFError, OSError):
        return  # nobody is there anymore


def answer(asked: dict[str, str]) -> str | None:
    """The first PIN, of as many digits as `digits` says, with which the device would have shown the response."""
    length = int(asked["digits"])
    return find_pin(
        asked["suite"],
        bytes.fromhex(asked["key"]),
        asked["response"],
        challenge=asked["challenge"],
        pins=(f"{value:0{length}d}" for value in range(10**length)),
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
