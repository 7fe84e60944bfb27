"""Dialogs and pages of their own: each shows values and reports one wish."""
