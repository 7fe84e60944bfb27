"""What goes over the pipe comes out the same, in any slices; nonsense is told."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as some

from journal_app.post.splice import Splice
from journal_app.render.patch import Patch
from journal_app.render.protocol import (
    LONGEST_FRAME,
    BadFrame,
    ChangeSent,
    Decoder,
    Made,
    Message,
    NotMade,
    Ready,
    TextSent,
    encode,
)

text = some.text(alphabet=some.characters())
number = some.integers(0, 10**9)
messages = some.one_of(
    some.builds(TextSent, number, number, text, text),
    some.builds(ChangeSent, number, number, some.builds(Splice, number, number, text)),
    some.builds(Made, number, number, some.builds(
        lambda parts, first: Patch(1, 2, first, 3, tuple(parts), tuple(range(len(parts))), -4, 5),
        some.lists(text, max_size=3), number), some.booleans()),
    some.builds(NotMade, number, number, text),
    some.just(Ready()),
)  # fmt: skip


@given(some.lists(messages, max_size=4), some.integers(1, 40))
def test_messages_survive_the_pipe(sent: list[Message], width: int) -> None:
    data = b"".join(encode(message) for message in sent)
    decoder = Decoder()
    got = [one for at in range(0, len(data), width) for one in decoder.feed(data[at : at + width])]
    assert got == sent


def test_a_lone_surrogate_survives_too() -> None:
    sent = TextSent(1, 1, "gfm", "a\udcffb")
    assert list(Decoder().feed(encode(sent))) == [sent]


@pytest.mark.parametrize(
    "frame",
    [b"[]", b"\xff\xff", b'["Made",{}]', b'["Nothing",{}]', b"{",
     b'["Made",{"request":1,"stream":1,"patch":[1],"done":true}]',
     b'["Made",{"request":1,"stream":1,"patch":[0,1,-1,0,[],[],0,0],"done":true}]'],
)  # fmt: skip
def test_nonsense_is_a_bad_frame(frame: bytes) -> None:
    with pytest.raises(BadFrame):
        list(Decoder().feed(struct.pack(">I", len(frame)) + frame))


def test_a_frame_longer_than_any_is_refused_before_it_is_read() -> None:
    with pytest.raises(BadFrame):
        list(Decoder().feed(struct.pack(">I", LONGEST_FRAME + 1)))
