"""Reads feeds: RSS, Atom and JSON Feed, with what review feeds add to them."""
