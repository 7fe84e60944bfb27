"""The wheel carries all that the program needs: built, installed far from the checkout, and used."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.timeout(240)


def run(*command: object, cwd: Path) -> str:
    """What the command prints; it must succeed, and must not find the checkout by accident."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))}
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def home(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel in it. The dependencies are borrowed, the package is the wheel's own."""
    folder = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-m", "venv", "--without-pip", folder / "venv", cwd=folder)
    python = folder / "venv" / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=folder)
    (packages,) = (folder / "venv" / "lib").glob("python*/site-packages")
    # A path in a .pth file is searched last, and the .pth files there (the checkout's own) are not read.
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def test_the_wheel_holds_the_package_its_resources_and_the_sample_journal(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for name in (
        "__main__.py",
        "resources/icons/journal.svg",
        "resources/i18n/journal_zh_CN.qm",
        "content/weekly/week-20.md",
        "content/从这里开始.md",
    ):
        assert f"journal_app/{name}" in names
    assert not [name for name in names if name.startswith(("tests/", "packaging/", "content/", "resources/"))]
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]


def test_the_sample_journal_comes_out_of_the_wheel_byte_for_byte(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for path in (ROOT / "content").rglob("*"):
            if path.is_file():
                inside = f"journal_app/content/{path.relative_to(ROOT / 'content').as_posix()}"
                assert archive.read(inside) == path.read_bytes()


def test_an_installed_program_lists_sets_and_exports(home: Path, tmp_path: Path) -> None:
    python = home / "venv" / "bin" / "python"
    program = python.with_name("journal-app")
    where = run(python, "-c", "import journal_app; print(journal_app.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(home)

    sample = run(python, "-c", "from journal_app import paths; print(paths.sample_journal())", cwd=tmp_path)
    journal = Path(shutil.copytree(sample.strip(), tmp_path / "journal"))
    listed = json.loads(run(program, "list", journal, "--json", cwd=tmp_path))
    assert len(listed) >= 14
    assert "周记 Week20" in {row["title"] for row in listed}

    post = journal / "weekly" / "week-20.md"
    before = post.read_bytes()
    run(program, "set", post, "title=周记 第二十周", cwd=tmp_path)
    assert post.read_bytes() == before.replace("周记 Week20".encode(), "周记 第二十周".encode(), 1)

    page = tmp_path / "out.html"
    run(program, "export", post, "-o", page, cwd=tmp_path)
    text = page.read_text("utf-8")
    assert "周记 第二十周" in text
    assert "data:image/png;base64," in text
