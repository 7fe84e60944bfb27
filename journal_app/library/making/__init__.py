"""What a new post or picture holds, what it is called and where it goes. Writes no file."""
