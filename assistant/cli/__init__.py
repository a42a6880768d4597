"""The `assistant` command and what it runs."""
