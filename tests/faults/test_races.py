"""Our saves and another program's edits at the same moment: none is lost. The 10,000 are run by hand: see races.py."""

import random
from pathlib import Path

from tests.faults import races


def test_fault_28_in_three_hundred_races_no_outside_edit_is_lost(tmp_path: Path) -> None:
    seed = random.randrange(1 << 30)
    ended = races.run(tmp_path, 300, seed)
    fine = {"refused, theirs stands", "ours stands, theirs kept", "theirs came after", "no edit", "failed, theirs kept"}
    assert set(ended) <= fine, (seed, ended)
    assert ended["ours stands, theirs kept"] and ended["refused, theirs stands"], (seed, ended)
