"""The whole program, as the tests of its commands start it."""

from tests.app.conftest import journal, parts, start

__all__ = ["journal", "parts", "start"]
