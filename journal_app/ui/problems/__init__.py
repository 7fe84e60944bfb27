"""The page of problems, in the place of the post list."""
