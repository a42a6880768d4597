"""The ways in and out: a folder each, on the same inbox and outbox."""
