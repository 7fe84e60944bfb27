"""Pages that stand alone: one post, a folder of them, rich text. Made by processes of their own."""
