"""A first look at papers: opened, measured and read in a process of their own, so that no chat waits for it or falls with it."""
