"""One target under atheris, which counts the branches of our own packages that each text reaches."""

import sys

import atheris

with atheris.instrument_imports(include=["kb", "auth_demo", "markdown", "polib"]):
    from tests.fuzzing.site import TARGETS


def main() -> None:
    target = TARGETS[sys.argv[1]]

    def take(content: bytes) -> None:
        target.try_one(content.decode(errors="surrogateescape")[: target.longest])

    atheris.Setup([sys.argv[0], *sys.argv[2:]], take)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
