"""The two Markdown dialects behind one small interface: each knows its library and where its text can be cut."""
