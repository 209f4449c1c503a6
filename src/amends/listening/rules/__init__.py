"""Listening's decisions, pure: when to ask a network again, and when its silence means something."""
