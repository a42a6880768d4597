"""Tune the careful encoder to customers' questions: its scales, biases and norms, never its 4-bit weights."""
