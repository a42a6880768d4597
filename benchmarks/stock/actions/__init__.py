"""Custom actions of the stock bot."""
