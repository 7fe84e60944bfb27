"""The list of posts: its search, filter and order, its rows and columns."""
