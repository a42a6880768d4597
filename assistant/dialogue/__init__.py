"""Rasa at run time: the turn, the trackers, actions in process, the policy."""
