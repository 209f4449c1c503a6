"""X: how it weighs a text, writes posts and messages, signs what it pushes, and whom it lets us answer."""
