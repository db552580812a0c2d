"""What script/fuzz runs: each target in a process of its own, for some seconds, on texts that atheris makes of those that are right.

libFuzzer, which atheris is, ends at the first fault, at a text that takes more than ONE seconds, or at MEMORY. That text is kept in
build/fuzz/, and so are those that reached code which none had reached before: the next run begins with them.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOUND = ROOT / "build/fuzz"
ONE, MEMORY = (
    20,
    2_048,
)  # seconds by the clock and MB for one text: to be fair to a busy machine that also counts branches


def main() -> int:
    """The number of targets with faults, at most 1."""
    from tests.fuzzing.site import TARGETS

    parser = argparse.ArgumentParser(prog="script/fuzz", description="Fuzz what takes texts from elsewhere.")
    parser.add_argument("seconds", type=int, help="in all")
    parser.add_argument("target", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    given = parser.parse_args()
    unknown = set(given.target) - set(TARGETS)
    if unknown:
        parser.error(f"no target: {', '.join(sorted(unknown))}")
    names = given.target or list(TARGETS)
    bad = [name for name in names if not holds(name, given.seconds / len(names))]
    print(f"{len(names)} targets, with faults: {', '.join(bad) or 'none'}.")
    return min(len(bad), 1)


def holds(name: str, seconds: float) -> bool:
    from tests.fuzzing.site import TARGETS

    target, kept = TARGETS[name], FOUND / name.replace(" ", "-")
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        texts, words = kept / "texts", Path(folder) / "words"
        texts.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(target.seeds()):
            (texts / f"right-{number}").write_bytes(seed.encode())
        words.write_text("".join(f'"{escaped(piece)}"\n' for piece in target.pieces if len(piece) < 60))
        command = [sys.executable, "-m", "tests.fuzzing.one", name, str(texts), f"-dict={words}"]
        command += [f"-max_len={target.longest}", f"-timeout={ONE}", f"-rss_limit_mb={MEMORY}"]
        command += [f"-artifact_prefix={kept}/", f"-max_total_time={max(1, int(seconds))}", "-print_final_stats=1"]
        begun = time.monotonic()
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
    count = next((line.split()[-1] for line in ran.stderr.splitlines() if "number_of_executed_units" in line), "?")
    is_whole = ran.returncode == 0
    print(
        f"{name}: {count} texts in {time.monotonic() - begun:.0f} s, {'no fault' if is_whole else 'A FAULT'}",
        flush=True,
    )
    if not is_whole:
        told = [line for line in (ran.stdout + ran.stderr).splitlines() if not line.startswith(("INFO:", "WARNING:"))]
        print(f"exit {ran.returncode}", *told[-40:], sep="\n", flush=True)
    return is_whole


def escaped(piece: str) -> str:
    """As libFuzzer's dictionaries have bytes."""
    return "".join(f"\\x{byte:02x}" for byte in piece.encode(errors="surrogatepass"))


if __name__ == "__main__":
    sys.exit(main())
