"""What the container files promise, as far as it can be read without an engine to run them."""

import os
import re
import subprocess
import sys

import pytest

from tests.serving import container
from tests.serving.two_machines import CONFIGURATION, ROOT

SECRET = re.compile(r"(secret|token|password|key)\w*\s*[:=]\s*['\"]?[\w+/]{8,}", re.IGNORECASE)
# Opens every module that a visit can reach, compiling nothing.
OPEN_ALL = """
import importlib, pkgutil
import app, optim_core, pages.shared, lessons.engine
assert app.app
for package in (optim_core, pages.shared, lessons.engine):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
from lessons.engine import course
assert course.HOME.is_dir()
"""


def test_it_runs_as_nobody_in_particular():
    names = [name for name, _ in container.last_stage()]
    assert dict(container.last_stage())["USER"] == "10001:10001"
    assert names.index("USER") > max(n for n, name in enumerate(names) if name in ("COPY", "RUN"))


def test_it_installs_nothing_but_what_is_locked():
    runs = [rest for name, rest in container.instructions() if name == "RUN"]
    installs = [rest for rest in runs if "pip install" in rest]
    assert len(installs) == 1
    assert "--require-hashes" in installs[0] and "-r /tmp/requirements.txt" in installs[0]
    assert not any(word in rest for rest in runs for word in ("curl", "wget", "apt", "http"))


def test_it_copies_by_name_and_only_what_is_in_the_project():
    sources = [source for source, _ in container.copied()]
    assert not any(source in (".", "./", "*") or ".git" in source for source in sources)
    listed = subprocess.run(
        ["git", "ls-files", *sources], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for source in sources:
        assert any(line.startswith(source) for line in listed.stdout.splitlines())


def test_no_other_file_is_even_sent_to_the_builder():
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in lines if not line.startswith("#")]
    assert rules[0] == "*"
    sent = {rule[1:] for rule in rules if rule.startswith("!")}
    copied = {source for source, _ in container.copied()} | {"requirements.txt"}
    assert {name.removesuffix("/config.toml") for name in sent} == copied


def test_what_it_copies_is_enough(tmp_path):
    container.unpack(tmp_path)
    assert (tmp_path / ".streamlit" / "config.toml").exists()
    assert (tmp_path / container.entrypoint()[-1]).exists()
    env = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", OPEN_ALL], cwd=tmp_path, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_its_kernels_are_for_any_processor_and_compiled_before_it_runs():
    assert container.environment()["NUMBA_CPU_NAME"] == "generic"
    names = [name for name, rest in container.last_stage() if name != "RUN" or "compiling" in rest]
    assert names.index("ENV") < names.index("RUN") < names.index("USER")


@pytest.mark.parametrize("path", sorted(container.DEPLOY.iterdir()), ids=lambda path: path.name)
def test_no_secret_stands_in_a_file(path):
    assert not SECRET.search(path.read_text("utf-8").replace(":?", "? "))


def test_every_container_is_read_only_and_has_no_rights():
    services = container.compose()["services"]
    assert set(services) == {"one", "two", "proxy"}
    for service in services.values():
        assert service["read_only"] is True
        assert service["tmpfs"] == ["/tmp"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "privileged" not in service
    assert services["proxy"]["user"] == "101:101"  # the image of the replicas says its own


def test_a_replica_that_runs_wild_leaves_room_for_the_other():
    for name in ("one", "two"):
        service = container.compose()["services"][name]
        assert (service["mem_limit"], service["pids_limit"]) == ("2g", 256)


def test_only_the_proxy_is_reached_from_outside():
    compose = container.compose()
    assert [name for name, each in compose["services"].items() if "ports" in each] == ["proxy"]
    assert compose["networks"]["inside"]["internal"] is True


def test_the_proxy_is_told_everything_that_it_asks_for():
    services = container.compose()["services"]
    proxy = services["proxy"]
    blanks = set(re.findall(r"\$\{(\w+)\}", CONFIGURATION.read_text("utf-8")))
    assert set(proxy["environment"]) == blanks
    assert {word[2:] for word in re.findall(r"\$\$\w+", proxy["entrypoint"][-1])} == blanks
    for name in ("one", "two"):
        address = services[name]["networks"]["inside"]["ipv4_address"]
        assert proxy["environment"][name.upper()] == f"{address}:8501"


def test_the_replicas_share_their_secret():
    services = container.compose()["services"]
    assert services["one"]["environment"] == services["two"]["environment"]
    assert "LAB_SECRET:?" in services["one"]["environment"]["STREAMLIT_SERVER_COOKIE_SECRET"]


def test_the_proxy_writes_down_no_key_to_a_visit():
    """The address of an upload holds the number of a visit; a link holds what somebody typed."""
    text = CONFIGURATION.read_text("utf-8")
    (logged,) = re.findall(r"log_format short '(.*)';", text)
    assert "$uri" in logged
    assert not set(re.findall(r"\$\w+", logged)) & {
        "$request", "$request_uri", "$args", "$query_string", "$remote_addr",
    }  # fmt: skip
    (upload,) = re.findall(r"location /_stcore/upload_file/ \{(.*?)\}", text, re.DOTALL)
    assert "access_log off;" in upload
