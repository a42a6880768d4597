"""The first look measured on papers drawn for it, all of invented people."""
