"""What is not right in a journal, found from rows and a survey of the texts."""
