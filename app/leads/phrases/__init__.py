"""The words of header rows, by subject; lexicon.py says which Concept each block names."""
