"""Builds the parts, introduces them to each other, runs."""
