"""What operators copy holds: the image's file, compose.yaml, the manifests and the samples, as far as they can be tried without
a container engine.
"""

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

from tests.browser.serving import free_port
from tests.contract.test_docs import settings_read
from tests.load.cluster import Part, until
from tests.load.reader import Reader

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "script/deploy"
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
MANIFESTS = yaml.safe_load((DEPLOY / "kubernetes/site.yaml").read_text())["items"]
OURS = ("upgrade", "web", "jobs")
SOMEBODY = 10001  # the user of the image
KUBERNETES = "1.33"


def tool(name: str) -> str:
    return str(Path(sys.executable).parent / name)


def run(*command: str) -> str:
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    return "" if ran.returncode == 0 else ran.stdout + ran.stderr + f"exit {ran.returncode}"


def test_the_image_s_file_is_as_its_linter_wants_it():
    assert run(tool("hadolint"), "Dockerfile") == ""


def test_the_yaml_is_as_its_linter_wants_it():
    assert (
        run(tool("yamllint"), "--strict", "-c", "script/deploy/yamllint.yaml", "compose.yaml", "script/deploy") == ""
    )


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda each: f"{each['kind']} {each['metadata']['name']}")
def test_each_manifest_fits_its_schema(manifest):
    assert kubernetes_validate.validate(manifest, KUBERNETES, strict=True) == KUBERNETES


def containers():
    """Name and specification of each container of ours, on Kubernetes."""
    pods = [each["spec"]["template"]["spec"] for each in MANIFESTS if each["kind"] in ("Deployment", "Job")]
    return [(container["name"], pod, container) for pod in pods for container in pod["containers"]]


@pytest.mark.parametrize(
    ("name", "pod", "container"), containers(), ids=lambda each: each if isinstance(each, str) else ""
)
def test_containers_have_no_more_rights_than_they_need(name, pod, container):
    assert pod["securityContext"]["runAsNonRoot"] and pod["securityContext"]["runAsUser"] == SOMEBODY
    rights = container["securityContext"]
    assert rights["readOnlyRootFilesystem"] and not rights["allowPrivilegeEscalation"]
    assert rights["capabilities"] == {"drop": ["ALL"]}
    assert not pod["automountServiceAccountToken"]
    assert container["resources"]["limits"]["memory"]


@pytest.mark.parametrize("name", OURS)
def test_services_of_ours_write_nothing_but_data(name):
    service = COMPOSE["services"][name]
    assert service["read_only"] and service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {each.partition(":")[2] for each in service["volumes"]} <= {"/data", "/backups"}


@pytest.mark.parametrize("name", sorted(set(COMPOSE["services"]) - {"upgrade", "jobs", "web"}))
def test_every_other_service_says_whether_it_is_well(name):
    assert COMPOSE["services"][name]["healthcheck"]["test"][0] == "CMD"


def test_only_settings_that_there_are_are_set():
    config = next(each["data"] for each in MANIFESTS if each["kind"] == "ConfigMap")
    unit = (DEPLOY / "secure-login-kb.service").read_text()
    said = {*COMPOSE["services"]["web"]["environment"], *config}
    said |= set(re.findall(r"([A-Z_]+)=", " ".join(re.findall(r"^Environment=(.*)$", unit, re.MULTILINE))))
    said |= set(
        re.findall(
            r"([A-Z_]+)=", " ".join(re.findall(r"^ENV (.*)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE))
        )
    )
    assert {name for name in said if not name.startswith("PYTHON")} <= settings_read()


def test_all_parts_know_the_same_paths_and_ports():
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert f"USER {SOMEBODY}:{SOMEBODY}" in dockerfile
    assert "EXPOSE 8000" in dockerfile and COMPOSE["services"]["proxy"]["environment"]["UPSTREAM"] == "web:8000"
    commands = re.findall(r'CMD \["\.venv/bin/python", "([^"]+)"\]', dockerfile)
    commands += [
        service["command"][1]
        for service in COMPOSE["services"].values()
        if ".venv" in service.get("command", [""])[0]
    ]
    commands += [container["command"][1] for _name, _pod, container in containers() if "command" in container]
    assert len(commands) >= 6
    assert [each for each in commands if not (ROOT / each).is_file()] == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_understands_its_unit_and_it_may_do_little():
    unit = str(DEPLOY / "secure-login-kb.service")
    complaints = run("systemd-analyze", "verify", unit).splitlines()
    assert [line for line in complaints if "is not executable" not in line and not line.startswith("exit")] == []
    told = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", unit], capture_output=True, text=True, timeout=60
    ).stdout
    assert float(re.search(r"exposure level[^:]*: ([\d.]+)", told)[1]) < 2.5


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    """What the image holds: a copy of what git knows, built by its owner, and then for nobody to write."""
    folder = Path("/tmp") / f"image-{os.getpid()}"
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True
    )
    for name in listed.stdout.decode().split("\0"):
        if name and not name.startswith("tests/") and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / ".venv").symlink_to((ROOT / ".venv").resolve())
    (folder / ".node").symlink_to((ROOT / ".node").resolve())
    (folder / "static/node_modules").symlink_to((ROOT / "static/node_modules").resolve())
    building = os.environ | {"BUILD_DIR": str(folder / "build"), "DATA_DIR": str(tmp_path_factory.mktemp("building"))}
    subprocess.run([sys.executable, "script/make.py"], cwd=folder, env=building, check=True, timeout=600)
    (folder / ".node").unlink()
    (folder / "static/node_modules").unlink()
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(stat.S_IMODE(path.stat().st_mode) & ~0o222 | 0o444 | (0o111 if path.is_dir() else 0))
    yield folder
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
    shutil.rmtree(folder)


def test_the_image_s_own_commands_run_as_an_ordinary_user_who_may_write_nothing_but_data(image):
    data, port = image.with_name(f"{image.name}-data"), free_port()
    data.mkdir(mode=0o700)
    somebody = []
    if os.getuid() == 0:
        os.chown(data, SOMEBODY, SOMEBODY)
        somebody = ["setpriv", f"--reuid={SOMEBODY}", f"--regid={SOMEBODY}", "--clear-groups"]
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(data),
        "PORT": str(port),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    environment["UPGRADE_AT_START"] = "no"
    before = snapshot(image)
    try:
        upgrade = [*somebody, sys.executable, "manage.py", "upgrade"]
        subprocess.run(upgrade, cwd=image, env=environment, check=True, timeout=300, capture_output=True)
        site = Part(
            [*somebody, sys.executable, "script/start.py"], environment, data.with_name(f"{data.name}.log"), image
        )
        site.start()
        try:
            until(lambda: site.process.poll() is not None or is_ready(port), "it is not ready")
            assert site.process.poll() is None, site.log.read_text()
            alive = [*somebody, sys.executable, "script/alive.py"]
            assert subprocess.run(alive, cwd=image, env=environment, timeout=60).returncode == 0
            Reader(f"http://127.0.0.1:{port}").gets_everything()
        finally:
            site.stop()
        assert subprocess.run(alive, cwd=image, env=environment, timeout=60, capture_output=True).returncode == 1
        assert snapshot(image) == before
    finally:
        shutil.rmtree(data)
        data.with_name(f"{data.name}.log").unlink(missing_ok=True)


def is_ready(port: int) -> bool:
    try:
        return Reader(f"http://127.0.0.1:{port}").ask("/readyz")[0] == 200
    except OSError:
        return False


def snapshot(folder: Path) -> set[str]:
    return {str(path) for path in folder.rglob("*")}
