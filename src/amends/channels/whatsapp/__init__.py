"""WhatsApp's own wire format: what its pushes say, how a message is asked for, and approved templates.

Source: developers.facebook.com/documentation/business-messaging/whatsapp; the published OpenAPI description.
"""
