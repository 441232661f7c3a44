"""Leadsheet: predicts for every lead of a spreadsheet the probability that the person engages with outreach."""
