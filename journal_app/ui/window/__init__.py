"""The frame: the window, its bars, its columns and notices, and the panels beside the post."""
