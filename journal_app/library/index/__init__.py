"""From files to rows and full text, and what changed. Alone speaks SQL."""
