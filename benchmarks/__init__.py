"""Measurements: speed beside a stock Rasa bot, and quality."""
