"""Heads: where they start and end, what they say, and edits of them. One module a format."""
