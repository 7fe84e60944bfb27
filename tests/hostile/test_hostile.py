"""Hostile texts through the renderer, the preview and the export: nothing runs, nothing is fetched, nothing is read.

Several processes do it at once, each in a network of its own with one server that counts; together they need a few
dozen seconds.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.corpus import payloads, sheets

WAYS = ("parse", "preview", "raw", "export", "control", "sheets")
HERE = Path(__file__).parents[2]
BROWSER = os.environ.get("JOURNAL_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")

pytestmark = [pytest.mark.webengine, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def runs() -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """All of them under way."""
    folder = Path(tempfile.mkdtemp(prefix="journal-hostile-"))
    started: dict[str, subprocess.Popen[bytes]] = {}
    for way in (*WAYS, "chromium") if BROWSER else WAYS:
        with open(folder / f"{way}.log", "wb") as log:
            command = [sys.executable, "-m", "tests.hostile.run_pages", way, str(folder / way), BROWSER or ""]
            if way == "sheets":
                command = [sys.executable, "-m", "tests.hostile.run_sheets", str(folder / way)]
            environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
            started[way] = subprocess.Popen(command, cwd=HERE, env=environment, stdout=subprocess.PIPE, stderr=log)
    yield started
    for run in started.values():
        run.kill()
        run.communicate()
    shutil.rmtree(folder, ignore_errors=True)


def noticed(run: subprocess.Popen[bytes]) -> list[str]:
    out, _ = run.communicate(timeout=200)
    assert run.returncode == 0 and out, f"{run.args} ended with {run.returncode}"
    said = json.loads(out)
    return list(said["noticed"])


def test_there_are_enough_texts_of_each_kind() -> None:
    kinds = Counter(payload.kind for payload in payloads())
    assert kinds.total() >= 300 and min(kinds.values()) >= 20, kinds
    assert len({payload.written for payload in payloads()}) == kinds.total()
    assert len({sheet.name for sheet in sheets()}) == len(sheets()) >= 75


def test_each_way_out_is_noticed_where_it_is_open(runs: dict[str, subprocess.Popen[bytes]]) -> None:
    assert noticed(runs["control"]) == []


def test_nothing_forbidden_is_in_what_both_dialects_and_the_export_make(
    runs: dict[str, subprocess.Popen[bytes]],
) -> None:
    assert noticed(runs["parse"]) == []


def test_fault_60_the_preview_fetches_runs_reads_and_follows_nothing(
    runs: dict[str, subprocess.Popen[bytes]],
) -> None:
    assert noticed(runs["preview"]) == []


def test_fault_60_the_previews_page_holds_also_when_the_sanitiser_is_left_aside(
    runs: dict[str, subprocess.Popen[bytes]],
) -> None:
    assert noticed(runs["raw"]) == []


def test_fault_60_an_exported_file_does_nothing_in_an_engine_that_runs_scripts(
    runs: dict[str, subprocess.Popen[bytes]],
) -> None:
    assert noticed(runs["export"]) == []


def test_fault_60_a_style_sheet_fetches_and_runs_nothing_in_preview_and_export(
    runs: dict[str, subprocess.Popen[bytes]],
) -> None:
    assert noticed(runs["sheets"]) == []


@pytest.mark.skipif(not BROWSER, reason="there is no Chromium on this machine")
def test_fault_60_an_exported_file_does_nothing_in_a_browser(runs: dict[str, subprocess.Popen[bytes]]) -> None:
    assert noticed(runs["chromium"]) == []
