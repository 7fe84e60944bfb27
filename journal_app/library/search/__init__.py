"""What is asked: the language of the search box, queries as values, words as they are compared."""
