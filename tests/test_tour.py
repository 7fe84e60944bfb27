"""The main job through the real window, both rounds of the tour, as a test."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

DRIVE = Path(__file__).parent / "tour" / "drive.py"


@pytest.mark.webengine
@pytest.mark.timeout(240)
@pytest.mark.parametrize("name", ["english-light", "chinese-dark"])
def test_the_main_job_runs_through_the_real_window(tmp_path: Path, name: str) -> None:
    command = [sys.executable, str(DRIVE), "--out", str(tmp_path), "--round", name]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=230)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list(tmp_path.rglob("*.png"))) >= 15
    assert (tmp_path / name / "week-20.html").stat().st_size > 5_000
