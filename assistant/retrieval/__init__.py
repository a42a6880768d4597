"""Load the reviewed knowledge, index it, search it, cite it."""
