"""Mails: what goes on the wire and how it is handed to a mail server. Knows no database and no schedule."""
