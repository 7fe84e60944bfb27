"""What a query shows: rows by column, in order, in groups, with counts. Reads nothing."""
