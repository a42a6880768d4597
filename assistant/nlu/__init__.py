"""Rasa graph components: thin shells over text/ and retrieval/."""
