"""What a folder is: its kind of site, which of its files are posts, what a post is called there."""
