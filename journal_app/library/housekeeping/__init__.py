"""Changes of many posts as values: what they do to each, and the words they are about. No disk."""
