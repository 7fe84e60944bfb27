"""Posts on disk, and the index that finds them. Knows neither Qt nor how a post is shown."""
