"""What lists share: rows with headings, keys that choose, a bar over the rows. Knows no post."""
