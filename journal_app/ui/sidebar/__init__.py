"""The sidebar: which posts. Lines with counts, and the query a click asks for."""
