"""Exits with 0 if the site of this machine is alive (/healthz): for a container, which has no other program to ask it."""

import os
import sys
import urllib.request

PATIENCE = 4  # seconds


def main() -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/healthz", timeout=PATIENCE):
            return 0
    except OSError as error:
        print(f"alive: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
