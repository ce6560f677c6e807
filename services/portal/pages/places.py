"""Addresses that several files lead to, and how pages are asked for."""

LOOK = ["GET", "HEAD"]
"""The methods by which a page is looked at. They change nothing: robots open links, too."""
LOGIN = "/customer/login"
CHOOSE = "/customer/choose"
"""Where customers are sent who have to sign in, or to say who they are, before they see what they asked for."""
