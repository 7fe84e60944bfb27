"""What the panes show: list and sidebar under a query, the post in front, its outline. Saves nothing."""
