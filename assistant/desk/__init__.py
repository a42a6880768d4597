"""The agents' side: HTTP calls and a live socket."""
