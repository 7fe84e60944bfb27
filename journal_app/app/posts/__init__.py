"""What an author does: journals opened; posts made, edited, given pictures, renamed, deleted."""
