"""What a score is: features, pipeline, reasons, training and its evaluation. Only artefact.py touches the disk."""
