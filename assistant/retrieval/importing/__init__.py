"""Bring question lists and clause documents from office files into the knowledge format."""
