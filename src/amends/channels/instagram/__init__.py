"""Instagram's own wire format: what its pushes say, what can be read again, and how it is answered.

Source: developers.facebook.com/docs/instagram-platform, the API with Instagram login.
"""
