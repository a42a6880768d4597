"""Entities and rules of the insurer's service: pure, without storage, web or Rasa."""
