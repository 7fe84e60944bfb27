"""Dialogs for many posts at once: words, fields, text, what it would do and what was done."""
