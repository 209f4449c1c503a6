"""Our own plain format, for any site: messages as JSON, signed as Standard Webhooks asks."""
