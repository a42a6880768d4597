"""rasa_sdk actions: each reads slots, calls one service, says what came of it. They run inside the turn."""
