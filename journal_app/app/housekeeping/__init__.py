"""Many posts at once: batches, links that follow, the page of problems."""
