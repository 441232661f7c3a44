"""Google Sheets over its API: the account we come with, the calls, and what Google's refusals mean."""
