"""The Graph API's own knowledge, shared by Facebook, Instagram and WhatsApp: signatures, batches, errors.

Source: developers.facebook.com/docs, Graph API and Webhooks.
"""
