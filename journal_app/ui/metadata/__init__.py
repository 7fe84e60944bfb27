"""The metadata form: the head of one post as fields and as source. Shows values, reports wishes, decides nothing."""
