"""Mail's own knowledge for the e-mail adapter: reading, threading, bounces, machines' mail, writing."""
