"""The kill run: the real program is typed in, killed by SIGKILL at random moments, started again, asked for the text.

`kill_run.py --kills 500` runs it under a screen (Xvfb) and prints the figures; the exit status is 0 when not one byte
of a post was lost or torn and never more than a second of typing. `--signal TERM` asks the program to end instead.

A round is one life of the program. A driver inside it makes key events in the real widgets: it types in the body, in
the title and in the tags (also half words), steps the date, saves by Ctrl+S and switches posts by a click. Before each
action it writes what it is about to do, unbuffered, to a log of its own (O_APPEND). After the kill the parent replays
that log over a template of its own, which shares no code with the program, and holds against it:
  * each post on disk: the bytes of a state that was being saved, and of none older than the last confirmed save;
  * what the recovery store (or else the disk) gives back: the bytes of a state that was typed, of none older than what
    had been typed a second before the kill;
  * what the next life shows after a click on "Restore": exactly that.
"""

import argparse
import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.faults import lives  # noqa: E402

ALLOWED_SECONDS = 1.0
POSTS = 4
PATIENCE = 20.0  # seconds until a life that does not get ready is a failure
LETTERS = "abcdefghijklmnopqrstuvwxyz"
HAN = ("科研压力大", "散步", "今天天气很好", "读书", "写周记")


@dataclass(frozen=True)
class State:
    """What a post holds, as this script knows it."""

    title: str
    day: int
    tags: tuple[str, ...]
    body: str

    def to_bytes(self) -> bytes:
        """The file, by a template of our own."""
        tags = "".join(f"    - '{tag}'\n" for tag in self.tags)
        date = time.strftime("%Y-%m-%d", time.gmtime(self.day * 86_400))
        head = f"---\ntitle: {self.title}  # kept\ndate: {date} 23:12:00+0800\ntags:\n{tags}---\n"
        return (head + self.body).encode()

    def after(self, action: dict[str, Any]) -> "State":
        """The state after one action of the log."""
        match action["do"]:
            case "body":
                return replace(self, body=self.body + action["text"])
            case "rewrite":
                return replace(self, body=action["text"])
            case "title":
                return replace(self, title=self.title + action["text"])
            case "retitle":
                return replace(self, title=action["text"])
            case "tag":
                return replace(self, tags=(*self.tags, action["text"]))
            case "tag more":
                return replace(self, tags=(*self.tags[:-1], self.tags[-1] + action["text"]))
            case "untag":
                return replace(self, tags=self.tags[:-1])
            case "day":
                return replace(self, day=self.day + 1)
        return self


@dataclass
class Truth:
    """All that one post has been since the last kill: (when its action was logged, the state after it)."""

    states: list[tuple[float, State]]
    saving: set[bytes] = field(default_factory=set)  # what a save may have brought to the disk
    confirmed: bytes = b""  # what the last confirmed save brought there
    tried: set[bytes] = field(default_factory=set)  # all that was ever being saved

    @property
    def now(self) -> State:
        return self.states[-1][1]


@dataclass
class Figures:
    """What the run measured."""

    kills: int = 0
    early: int = 0
    actions: int = 0
    saves: int = 0
    restored: int = 0
    asked: int = 0
    copies: int = 0
    lost_seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def said(self) -> str:
        lost = sorted(self.lost_seconds) or [0.0]
        middle, high = lost[len(lost) // 2], lost[int(len(lost) * 0.95)]
        return (
            f"{self.kills} kills ({self.early} before the program was ready), {self.actions} actions, "
            f"{self.saves} confirmed saves, {self.restored} texts restored ({self.asked} after a question)\n"
            f"typing lost: median {middle:.2f} s, 95 % below {high:.2f} s, most {lost[-1]:.2f} s\n"
            f"saves cut short that came back as a conflict copy: {self.copies}\n"
            f"posts lost or torn: {len(self.faults)}"
        )


class KillRun:
    """The parent: starts lives, ends them, and judges what they left."""

    def __init__(self, home: Path, seed: int, sign: signal.Signals = signal.SIGKILL, longest: float = 2.5) -> None:
        self.home = home
        self.longest = longest
        self.journal = home / "journal"
        self.log = home / "actions.jsonl"
        self.random = random.Random(seed)
        self.sign = sign
        self.figures = Figures()
        self.ended = ""
        self.truth: dict[str, Truth] = {}
        self.journal.mkdir()
        for number in range(POSTS):
            state = State(f"post{number}", 20_000 + number, ("first",), "\nSome words.\n\nAnd more: ")
            self.truth[f"post-{number}.md"] = Truth([(0.0, state)], {state.to_bytes()}, state.to_bytes())
            (self.journal / f"post-{number}.md").write_bytes(state.to_bytes())
        self.environment = lives.environment(home)

    def run(self, kills: int, told: Callable[[str], None] = lambda _: None) -> Figures:
        """So many lives; stops at the first that breaks a promise."""
        for number in range(kills):
            self.live(number)
            if (number + 1) % 25 == 0:
                told(f"{number + 1} of {kills}\n{self.figures.said()}")
            if self.figures.faults:
                break
        return self.figures

    def live(self, number: int) -> None:
        """One life: start, let it type, kill, judge."""
        unsaved = {name: truth.now.to_bytes() for name, truth in self.truth.items()}
        expected = [name for name, raw in unsaved.items() if (self.journal / name).read_bytes() != raw]
        self.log.write_bytes(b"")
        orders = {
            "journal": str(self.journal),
            "log": str(self.log),
            "restore": expected,
            "states": {name: vars(truth.now) for name, truth in self.truth.items()},
            "seed": self.random.randrange(1 << 30),
        }
        command = [sys.executable, __file__, "--life", json.dumps(orders)]
        with open(self.home / "output.txt", "wb") as output:
            life = subprocess.Popen(
                command, env=self.environment, cwd=ROOT, stdout=output, stderr=output, start_new_session=True
            )
            try:
                killed = self.end(life)
            finally:
                self.bury(life)
        self.ended = f"it ended with {life.returncode}"
        self.figures.kills += 1
        actions = [json.loads(line) for line in self.log.read_bytes().splitlines() if line.endswith(b"}")]
        self.judge(number, killed, actions, unsaved)

    def end(self, life: "subprocess.Popen[bytes]") -> float:
        """Kill it at a random moment; now and then before it is ready. Gives the moment."""
        if self.random.random() < 0.15:
            time.sleep(self.random.uniform(0.2, 1.5))
        else:
            limit = time.monotonic() + PATIENCE
            while b'"ready"' not in self.log.read_bytes():
                if life.poll() is not None or time.monotonic() > limit:
                    self.figures.faults.append(f"kill {self.figures.kills}: the program did not get ready")
                    return time.monotonic()
                time.sleep(0.01)
            time.sleep(self.random.uniform(0.05, self.longest))
        killed = time.monotonic()
        if life.poll() is not None:
            self.figures.faults.append(f"kill {self.figures.kills}: it ended by itself, with {life.returncode}")
        else:
            life.send_signal(self.sign)
            if self.sign != signal.SIGKILL:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    life.wait(PATIENCE)
                if life.returncode not in (0, -self.sign):
                    self.figures.faults.append(f"kill {self.figures.kills}: it ended with {life.returncode}")
        return killed

    def bury(self, life: "subprocess.Popen[bytes]") -> None:
        """Wait for its end, and end the children it left."""
        life.kill()
        life.wait()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(life.pid, signal.SIGKILL)

    def judge(self, number: int, killed: float, actions: list[dict[str, Any]], before: dict[str, bytes]) -> None:
        """Hold what is on disk and in the store against what was logged."""
        ready = any(action["do"] == "ready" for action in actions)
        self.figures.early += not ready
        for action in actions:
            if action["do"] == "fault":
                self.fault(number, action["text"])
            elif action["do"] == "asked":
                self.figures.asked += 1
            elif action["do"] == "shown":
                self.figures.restored += 1
                if action["sha"] != hashlib.sha256(before[action["post"]]).hexdigest():
                    self.fault(number, f"{action['post']} is shown otherwise than it was kept")
            elif action["do"] == "save":
                raw = self.truth[action["post"]].now.to_bytes()
                self.truth[action["post"]].saving.add(raw)
                self.truth[action["post"]].tried.add(raw)
            elif action["do"] == "saved":
                self.figures.saves += 1
                truth = self.truth[action["post"]]
                for _, state in truth.states:
                    if hashlib.sha256(state.to_bytes()).hexdigest() == action["sha"]:
                        truth.confirmed = state.to_bytes()
                        truth.saving = {truth.confirmed} | self.later(truth, truth.confirmed)
                        break
                else:
                    self.fault(number, f"{action['post']} was saved as nobody typed it")
            elif "post" in action:
                truth = self.truth[action["post"]]
                truth.states.append((action["at"], truth.now.after(action)))
                self.figures.actions += 1
        from journal_app.session import recovery

        kept = {found.post.path.name: found.post.to_bytes() for found in reversed(self.pending(recovery))}
        for name, truth in self.truth.items():
            raw = (self.journal / name).read_bytes()
            if raw not in truth.saving:
                self.fault(number, f"{name} on disk is neither the old nor the new version")
            self.settle(number, name, truth, kept.get(name, raw), raw, killed)
        for path in [path for path in self.journal.iterdir() if path.name not in self.truth]:
            if not path.name.startswith(".~journal-"):
                self.copy(number, path)

    def copy(self, number: int, path: Path) -> None:
        """A save that was cut short may come back as a conflict copy of its post; anything else nobody made."""
        name, _, rest = path.name.partition(" (conflict ")
        truth = self.truth.get(f"{name}.md")
        if not rest or truth is None or not any(raw.startswith(path.read_bytes()) for raw in truth.tried):
            self.fault(number, f"the journal has a file nobody made: {path.name}")
            return
        self.figures.copies += 1
        path.unlink()

    def later(self, truth: Truth, raw: bytes) -> set[bytes]:
        """What of the versions being saved is younger than `raw`."""
        order = [state.to_bytes() for _, state in truth.states]
        place = max(at for at, one in enumerate(order) if one == raw)
        return truth.saving & set(order[place:])

    def pending(self, recovery: Any) -> list[Any]:
        return list(recovery.pending(self.home / "state" / "journal-app" / "recovery", self.journal))

    def settle(self, number: int, name: str, truth: Truth, text: bytes, disk: bytes, killed: float) -> None:
        """Find the state the text is, measure what is missing behind it, and go on from there."""
        places = [at for at, (_, state) in enumerate(truth.states) if state.to_bytes() == text]
        if not places:
            (self.home / "wrong.md").write_bytes(text)
            (self.home / "wanted.md").write_bytes(truth.now.to_bytes())
            self.fault(number, f"{name} comes back as nobody typed it")
            return
        last = places[-1]
        if last + 1 < len(truth.states):
            lost = killed - truth.states[last + 1][0]
            self.figures.lost_seconds.append(lost)
            if lost > ALLOWED_SECONDS or self.sign != signal.SIGKILL:
                self.fault(number, f"{lost:.2f} s of typing in {name} are lost ({self.ended})")
        elif len(truth.states) > 1:
            self.figures.lost_seconds.append(0.0)
        truth.states = [(0.0, truth.states[last][1])]
        truth.saving, truth.confirmed = {disk}, disk

    def fault(self, number: int, sentence: str) -> None:
        self.figures.faults.append(f"kill {number}: {sentence}")


# Inside the program


class Driver:
    """One life's hands on the keys."""

    def __init__(self, orders: dict[str, Any], parts: Any) -> None:
        self.parts = parts
        self.journal = Path(orders["journal"])
        self.restore = [self.journal / name for name in orders["restore"]]
        self.states = {
            name: State(state["title"], state["day"], tuple(state["tags"]), state["body"])
            for name, state in orders["states"].items()
        }
        self.random = random.Random(orders["seed"])
        self.handle = os.open(orders["log"], os.O_WRONLY | os.O_APPEND)
        parts.desk.post_saved.connect(self.saved)

    def script(self) -> lives.Steps:
        """Everything, in order; what breaks is told to the parent."""
        try:
            yield from self.everything()
        except Exception as error:
            self.say("fault", text=f"{type(error).__name__}: {error}")
            raise

    def say(self, what: str, **more: Any) -> None:
        """One line of the log, on its way to the kernel before anything is done."""
        line = json.dumps({"do": what, "at": time.monotonic(), **more}) + "\n"
        os.write(self.handle, line.encode())

    def act(self, what: str, text: str = "") -> None:
        """Tell an action on the post in front, and keep our own account of it."""
        name = self.front
        self.say(what, post=name, text=text)
        self.states[name] = self.states[name].after({"do": what, "text": text})

    def saved(self, saved: Any) -> None:
        self.say("saved", post=saved.post.path.name, sha=hashlib.sha256(saved.post.to_bytes()).hexdigest())

    @property
    def front(self) -> str:
        return str(self.parts.desk.current.path.name)

    def everything(self) -> Iterator[int]:
        """Bring back what was unsaved, then act until the end."""
        from PySide6.QtWidgets import QApplication

        yield from self.until(lambda: self.parts.desk.current is not None and self.parts.post_list.rows)
        if self.restore:
            yield from self.until(lambda: "recovered" in self.parts.window.banner.notices)
            yield from self.bring_back()
        for path in self.restore:
            post = self.parts.desk.post(path)
            self.say("shown", post=path.name, sha=hashlib.sha256(post.to_bytes()).hexdigest())
        self.parts.window.activateWindow()
        yield from self.until(lambda: QApplication.activeWindow() is not None, 2000)
        self.say("ready")
        continuous = self.random.random() < 0.4
        while True:
            if continuous:
                yield from self.type_on(40)
                continue
            deeds = (self.type_on, self.retitle, self.tag, self.step_date, self.save, self.switch)
            deed = self.random.choices(deeds, (5, 2, 3, 1, 3, 3))[0]
            yield from deed()
            self.check()

    def bring_back(self) -> Iterator[int]:
        """Click Restore; where the program asks more, answer Restore there too."""
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication, QPushButton

        def answer() -> None:
            box = QApplication.activeModalWidget()
            button = box.findChild(QPushButton, "restore") if box is not None else None
            if button is not None and box.isVisible():
                self.say("asked")
                button.click()
                QTimer.singleShot(20, answer)

        QTimer.singleShot(200, answer)
        buttons = {button.objectName(): button for button in self.parts.window.banner.findChildren(QPushButton)}
        (buttons.get("restore") or buttons["show"]).click()
        yield from self.until(lambda: set(self.restore) <= set(self.parts.desk.unsaved))

    def until(self, holds: Callable[[], object], milliseconds: int = 15_000) -> Iterator[int]:
        end = time.monotonic() + milliseconds / 1000
        while not holds() and time.monotonic() < end:
            yield 5

    def check(self) -> None:
        """Our account and the desk's are one, apart from a word half typed in the form."""
        post = self.parts.desk.current
        wanted = self.states[self.front]
        if post.body != wanted.body:
            self.say("fault", text=f"{self.front}: the driver typed {wanted.body[-40:]!r}, not {post.body[-40:]!r}")

    def key(self, widget: Any, key: Any, *modifiers: Any) -> None:
        from PySide6.QtTest import QTest

        QTest.keyClick(widget, key, *modifiers)

    def type_on(self, keys: int = 0) -> Iterator[int]:
        """Letters, spaces, lines and a Chinese word at the end of the body."""
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QInputMethodEvent
        from PySide6.QtWidgets import QApplication

        view = self.parts.editor.view
        view.setFocus()
        self.key(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        if len(self.states[self.front].body) > 3000:
            self.key(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            self.act("rewrite", "x")
            self.key(view, "x")
        for _ in range(keys or self.random.randrange(3, 30)):
            kind = self.random.random()
            if kind < 0.04:
                word = self.random.choice(HAN)
                self.act("body", word)
                event = QInputMethodEvent()
                event.setCommitString(word)
                QApplication.sendEvent(view, event)
            elif kind < 0.08:
                self.act("body", "\n")
                self.key(view, Qt.Key.Key_Return)
            else:
                indented = self.states[self.front].body.endswith("\n")  # Enter would copy a space that begins a line
                sign = self.random.choice(LETTERS if indented else LETTERS + "   ")
                self.act("body", sign)
                self.key(view, sign)
            yield self.random.randrange(10, 60)

    def retitle(self) -> Iterator[int]:
        """Letters at the end of the title, or a new one in place of a long one."""
        from PySide6.QtCore import Qt

        line = self.parts.form.made.title.line()
        line.setFocus()
        if len(self.states[self.front].title) > 40:
            line.selectAll()
            self.act("retitle", "t")
            self.key(line, "t")
        self.key(line, Qt.Key.Key_End)
        for _ in range(self.random.randrange(2, 12)):
            sign = self.random.choice(LETTERS)
            self.act("title", sign)
            self.key(line, sign)
            yield self.random.randrange(10, 60)

    def tag(self) -> Iterator[int]:
        """A tag letter by letter; now and then it stays half typed for a while. Many tags: some go."""
        from PySide6.QtCore import Qt

        tags = self.parts.form.made.pane.common.row("tags").field
        while len(self.states[self.front].tags) > 5:
            tags.entry().setFocus()
            self.act("untag")
            self.key(tags.entry(), Qt.Key.Key_Backspace)
            yield 20
        tags.open_entry()
        line = tags.line()
        for number in range(self.random.randrange(4, 9)):
            sign = self.random.choice(LETTERS)
            self.act("tag more" if number else "tag", sign)
            self.key(line, sign)
            yield self.random.randrange(10, 60)
        if self.random.random() < 0.3:
            yield self.random.randrange(300, 1500)
        self.key(line, Qt.Key.Key_Return)
        self.key(line, Qt.Key.Key_Escape)
        yield 20

    def step_date(self) -> Iterator[int]:
        """A day on."""
        from PySide6.QtCore import Qt

        line = self.parts.form.made.pane.common.row("date").field.entry()
        line.setFocus()
        line.setCursorPosition(9)
        self.act("day")
        self.key(line, Qt.Key.Key_Up)
        yield 30

    def save(self) -> Iterator[int]:
        """Ctrl+S, and sometimes no wait after it."""
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QApplication

        self.say("save", post=self.front)
        if QApplication.activeWindow() is not None:
            view = self.parts.editor.view
            view.setFocus()
            self.key(view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        else:
            self.parts.actions["save"].trigger()
        yield self.random.choice((1, 20, 80))

    def switch(self) -> Iterator[int]:
        """Click another post in the list."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        view = self.parts.post_list.view
        paths = [row.path for row in self.parts.post_list.rows]
        wanted = self.random.choice(paths)
        index = view.model().index(paths.index(wanted), 0)
        view.scrollTo(index)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
        yield from self.until(lambda: self.parts.desk.current.path == wanted, 2000)


def live(orders: dict[str, Any]) -> int:
    """The child."""
    return lives.live(Path(orders["journal"]), lambda parts: Driver(orders, parts).script())


def main() -> int:
    """Run it; the exit status is 0 when every promise held."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    parser.add_argument("--signal", choices=["KILL", "TERM"], default="KILL")
    parser.add_argument("--keep", type=Path, help="a new folder for what the run leaves, to look into a fault")
    parser.add_argument("--life", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.life:
        return live(json.loads(options.life))
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY") and shutil.which("xvfb-run"):
        return subprocess.run(["xvfb-run", "-a", sys.executable, *sys.argv]).returncode
    home = options.keep or Path(tempfile.mkdtemp(prefix="journal-kills-"))
    home.mkdir(exist_ok=True)
    began = time.monotonic()
    run = KillRun(home, options.seed, signal.Signals[f"SIG{options.signal}"])
    figures = run.run(options.kills, lambda text: print(text, flush=True))
    print(f"seed {options.seed}, {time.monotonic() - began:.0f} s\n{figures.said()}")
    for fault in figures.faults:
        print(fault)
    if figures.faults:
        print(f"what it left is in {home}")
    elif not options.keep:
        shutil.rmtree(home)
    return 1 if figures.faults else 0


if __name__ == "__main__":
    sys.exit(main())
