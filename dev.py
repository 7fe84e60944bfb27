#!/usr/bin/env python3
"""The project's verbs: run, test, lint, bench, tour. Each sets up what is missing. Standard library only.

Makes `.venv`, puts the package and its pinned dependencies there, looks after the system packages and the
screen, and then calls the tools. Knows nothing of the program but its name.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
KEPT = ROOT / ".journal"
PACKAGES = ROOT / "packaging" / "debian-packages.txt"
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
OLDEST = (3, 11)


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one verb; the exit status is 0 when all went well."""
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__.splitlines()[0])
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    run = verbs.add_parser("run", help="open a working copy of the sample journal (no screen: the tour)")
    run.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="a journal of your own instead")
    run.add_argument("--fresh", action="store_true", help="make the copy anew; what was in it is gone")
    verbs.add_parser("test", help="lint, types, floors, tests; more arguments go to pytest")
    verbs.add_parser("lint", help="lint, types, floors")
    verbs.add_parser("bench", help="the benchmarks, as ratios against a floor measured in the same run")
    tour = verbs.add_parser("tour", help="the main job through the real window, with screenshots")
    tour.add_argument("--out", type=Path, metavar="DIR", help="where the pictures go (.journal/tour)")
    options, rest = parser.parse_known_args(arguments)
    if rest and options.verb in ("run", "lint"):
        parser.error("unknown arguments: " + " ".join(rest))

    python = set_up()
    if options.verb == "run":
        if options.folder is not None and not options.folder.is_dir():
            parser.error(f"no such folder: {options.folder}")
        return open_journal(python, options.folder, fresh=options.fresh)
    if options.verb == "tour":
        return take_tour(python, options.out, rest)
    if options.verb == "bench":
        with screen() as environment:
            return call([python, ROOT / "tests" / "bench" / "bench.py", *rest], environment)
    steps = lint_steps(python)
    if options.verb == "test":
        steps.append(("tests", [python, "-m", "pytest", *rest]))
    return carry_out(steps)


# Set-up ---------------------------------------------------------------------------------------------------


def set_up() -> Path:
    """The interpreter of `.venv`, with everything in it; quick when nothing is missing."""
    install_system_packages()
    python = environment_python()
    if not works(python):
        make_environment()
    install_dependencies(python)
    return python


def install_system_packages() -> None:
    """Install what Debian or Ubuntu lacks, or print the one line that would."""
    if not (shutil.which("dpkg-query") and shutil.which("apt-get")):
        return
    missing = missing_packages(wanted_packages(PACKAGES.read_text("utf-8")), installed_packages())
    if not missing:
        return
    prefix = privilege()
    names = available_names(missing)
    install = ["apt-get", "install", "-y", "--no-install-recommends"]
    if prefix is None:
        line = " ".join(["sudo", *install, *names])
        print(f"Some system packages are missing. To install them, type:\n    {line}", flush=True)
        return
    print("Installing system packages: " + " ".join(names), flush=True)
    as_root = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    if call([*as_root, *install, *names], quiet=True) == 0:
        return
    call([*as_root, "apt-get", "update"], quiet=True)  # the lists may be old, or not there yet
    if call([*as_root, *install, *available_names(missing)]) != 0:
        print("The system packages could not be installed; going on without them.", flush=True)


def wanted_packages(text: str) -> list[tuple[str, ...]]:
    """The list of packages: each entry is a package's names, newest first."""
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return [tuple(name.strip() for name in line.split("|")) for line in lines if line]


def installed_packages() -> frozenset[str]:
    """The names of all packages that are installed."""
    answer = subprocess.run(
        ["dpkg-query", "--show", "--showformat", "${binary:Package} ${db:Status-Status}\n"],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    ).stdout
    pairs = (line.split() for line in answer.splitlines())
    return frozenset(pair[0].split(":")[0] for pair in pairs if pair[1:] == ["installed"])


def missing_packages(wanted: Iterable[tuple[str, ...]], installed: frozenset[str]) -> list[tuple[str, ...]]:
    """The entries of which no name is installed."""
    return [names for names in wanted if installed.isdisjoint(names)]


def available_names(missing: Iterable[tuple[str, ...]]) -> list[str]:
    """For each entry the name that this release uses, the oldest when apt knows none."""
    return [next(filter(has_candidate, names[:-1]), names[-1]) for names in missing]


def has_candidate(package: str) -> bool:
    """Whether apt could install the package."""
    plain = {**os.environ, "LC_ALL": "C"}
    command = ["apt-cache", "policy", package]
    answer = subprocess.run(command, env=plain, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    return "Candidate:" in answer.stdout and "Candidate: (none)" not in answer.stdout


def privilege() -> list[str] | None:
    """What to put before a command of root's: nothing, `sudo -n`, or None when it is not to be had."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and call(["sudo", "-n", "true"], quiet=True) == 0:
        return ["sudo", "-n"]
    return None


def environment_python() -> Path:
    """Where `.venv` has its interpreter."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def works(python: Path) -> bool:
    """Whether the interpreter runs, is new enough and has pip (an interrupted set-up leaves it without)."""
    question = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    return python.exists() and call([python, "-c", question], quiet=True) == 0


def make_environment() -> None:
    """Make `.venv`, anew when there is a broken one."""
    if VENV.exists():
        shutil.rmtree(VENV)
    print("Making .venv", flush=True)
    if call([new_enough(), "-m", "venv", VENV]) != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit("Python cannot make a virtual environment. Debian and Ubuntu have that in python3-venv.")


def new_enough() -> str:
    """This interpreter, or another on the path that is not too old."""
    if sys.version_info >= OLDEST:
        return sys.executable
    for minor in range(19, OLDEST[1] - 1, -1):
        python = shutil.which(f"python3.{minor}")
        if python and call([python, "-c", "import venv, ensurepip"], quiet=True) == 0:
            return python
    sys.exit("Python 3.11 or newer is needed, and there is none on the path.")


def install_dependencies(python: Path) -> None:
    """Install the package and its pinned dependencies when what they are made from has changed."""
    stamp = VENV / "installed-from"
    now = fingerprint((VENV / "pyvenv.cfg", ROOT / "pyproject.toml", CONSTRAINTS))
    if stamp.exists() and stamp.read_text("ascii") == now:
        return
    print("Installing the package and its dependencies into .venv", flush=True)
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if call([*install, "--constraint", CONSTRAINTS, "--editable", f"{ROOT}[dev]"]) != 0:
        sys.exit("The dependencies could not be installed.")
    stamp.write_text(now, "ascii")


def fingerprint(files: Iterable[Path]) -> str:
    """One short text that changes when any of the files does."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


# Verbs ----------------------------------------------------------------------------------------------------


def lint_steps(python: Path) -> list[tuple[str, list[object]]]:
    """What `lint` does, in order: a name and a command each."""
    return [
        ("lint", [python, "-m", "ruff", "check", ROOT]),
        ("types", [python, "-m", "mypy"]),
        ("floors", [python.with_name("lint-imports"), "--no-cache", "--no-logo"]),
    ]


def carry_out(steps: Sequence[tuple[str, Sequence[object]]]) -> int:
    """All steps, also after one that failed; each with its time."""
    failed = []
    with screen() as environment:
        for name, command in steps:
            print(f"── {name}", flush=True)
            start = time.monotonic()
            good = call(command, environment) == 0
            result = "passed" if good else "FAILED"
            print(f"── {name} {result} in {time.monotonic() - start:.1f} s", flush=True)
            if not good:
                failed.append(name)
    print("Failed: " + ", ".join(failed) if failed else "All passed.", flush=True)
    return 1 if failed else 0


def open_journal(python: Path, folder: Path | None, *, fresh: bool) -> int:
    """The window with the journal in `folder`, or the working copy of the sample; without a screen the tour."""
    if not has_screen():
        print("There is no screen here, so the tour runs off-screen instead.", flush=True)
        return take_tour(python, None, ())
    if is_root() and "QTWEBENGINE_DISABLE_SANDBOX" not in os.environ:
        print("The web engine keeps its sandbox and does not start for root: run this as an ordinary user.", flush=True)
        return 1
    journal = folder.resolve() if folder is not None else working_copy(KEPT / "sample", fresh=fresh)
    return call([python, "-m", "journal_app", journal])


def working_copy(folder: Path, *, fresh: bool) -> Path:
    """The copy of the sample journal in `folder`, made when it is missing, or anew."""
    if fresh and folder.exists():
        shutil.rmtree(folder)
    if not folder.exists():
        half = folder.with_name(folder.name + ".new")
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(ROOT / "content", half)
        half.rename(folder)
    return folder


def take_tour(python: Path, out: Path | None, rest: Sequence[str]) -> int:
    """The main job through the real window; says where its pictures and pages are."""
    if out is None:
        out = KEPT / "tour"  # no other place is cleared
        shutil.rmtree(out, ignore_errors=True)
    out = out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    with screen() as environment:
        status = call([python, ROOT / "tests" / "tour" / "drive.py", "--out", out, *rest], environment)
    pages = sorted(out.rglob("*.html"))
    print(f"Screenshots: {out} ({len(list(out.rglob('*.png')))})", flush=True)
    print("Exported: " + (", ".join(map(str, pages)) or "nothing"), flush=True)
    return status


# Screen and processes -------------------------------------------------------------------------------------


def has_screen() -> bool:
    """Whether a window could be shown to somebody."""
    return not sys.platform.startswith("linux") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def is_root() -> bool:
    """Whether Chromium would refuse its sandbox to us."""
    return sys.platform.startswith("linux") and os.geteuid() == 0


@contextlib.contextmanager
def screen() -> Iterator[dict[str, str]]:
    """The environment for a command with windows: the screen there is, or an Xvfb that lives as long."""
    environment = dict(os.environ)
    if is_root():
        environment["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # for our own tests and tour only
    if has_screen():
        yield environment
        return
    if not shutil.which("Xvfb"):
        print("There is neither a screen nor Xvfb here; windows are drawn in memory.", flush=True)
        yield {**environment, "QT_QPA_PLATFORM": "offscreen"}
        return
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            sys.exit("Xvfb did not start.")
        yield {**environment, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait()


def call(command: Iterable[object], environment: dict[str, str] | None = None, *, quiet: bool = False) -> int:
    """The exit status of the command, run in the project's folder."""
    silence = subprocess.DEVNULL if quiet else None
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=ROOT, env=environment, stdout=silence, stderr=silence, check=False)
    return done.returncode


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
