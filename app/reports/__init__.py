"""What the log of predictions says, looked at week by week: whether the leads are still those the model knows."""
