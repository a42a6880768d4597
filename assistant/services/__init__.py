"""Use cases, one module each; every service works inside one transaction."""
