"""Links as authors write them: where they lead, and how each says so after a move."""
