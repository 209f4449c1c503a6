"""Webhooks turned inside out: each network's pushes, mutated, at the real door (`webhook-fuzz`)."""
