"""What is shown beyond Markdown, found in a text and put into HTML. Shared by the dialects."""
