"""Answers of brands to customers, good and bad, and how well the linter tells them apart (`lint-quality`)."""
