"""A post's versions: compared, chosen from, merged, brought back. Shows values, decides nothing."""
