"""Journal: a desktop editor for people who keep a journal as Markdown files with front matter."""

__version__ = "0.1.0"
