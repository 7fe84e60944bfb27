"""The verbs' set-up: what is missing is found, what is there is left alone."""

import tomllib
from pathlib import Path

import pytest

import dev


def test_the_list_of_system_packages_reads_names_alternatives_and_comments() -> None:
    text = "# Qt\nlibegl1\n\nlibasound2t64 | libasound2  # sound\n"
    assert dev.wanted_packages(text) == [("libegl1",), ("libasound2t64", "libasound2")]


def test_a_package_is_there_under_any_of_its_names() -> None:
    wanted = [("libegl1",), ("libasound2t64", "libasound2"), ("xvfb",)]
    assert dev.missing_packages(wanted, frozenset({"libegl1", "libasound2"})) == [("xvfb",)]


def test_the_list_names_each_package_once() -> None:
    names = [name for names in dev.wanted_packages(dev.PACKAGES.read_text("utf-8")) for name in names]
    assert len(names) == len(set(names))
    assert {"python3-venv", "xvfb", "fonts-noto-cjk", "strace", "libegl1", "libnss3"} <= set(names)


def test_the_fingerprint_changes_with_each_file(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("1")
    two.write_text("2")
    before = dev.fingerprint((one, two))
    assert dev.fingerprint((one, two)) == before
    two.write_text("3")
    assert dev.fingerprint((one, two)) != before


def test_every_dependency_is_pinned() -> None:
    pinned = {line.split("==")[0].lower() for line in dev.CONSTRAINTS.read_text("utf-8").splitlines() if "==" in line}
    project = tomllib.loads((dev.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for requirement in (*project["dependencies"], *project["optional-dependencies"]["dev"]):
        name = requirement.split(";")[0].split(">=")[0].lower()
        assert name in pinned, f"{name} has no line in {dev.CONSTRAINTS.name}"


def test_the_working_copy_is_kept_until_a_fresh_one_is_asked_for(tmp_path: Path) -> None:
    folder = dev.working_copy(tmp_path / "kept" / "sample", fresh=False)
    post = folder / "weekly" / "week-20.md"
    post.write_text("mine")
    assert dev.working_copy(folder, fresh=False) == folder
    assert post.read_text() == "mine"
    dev.working_copy(folder, fresh=True)
    assert post.read_bytes() == (dev.ROOT / "content" / "weekly" / "week-20.md").read_bytes()


def test_without_a_screen_a_verb_brings_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with dev.screen() as environment:
        assert environment.get("DISPLAY") or environment["QT_QPA_PLATFORM"] == "offscreen"


def test_all_steps_are_taken_also_after_one_that_failed(capfd: pytest.CaptureFixture[str]) -> None:
    steps = [("first", ["false"]), ("second", ["echo", "still here"])]
    assert dev.carry_out(steps) == 1
    printed = capfd.readouterr().out
    assert "still here" in printed
    assert printed.splitlines()[-1] == "Failed: first"
