"""The HTTP service: JSON for programs. Starts work, never does it: scores come from the compiled model."""
