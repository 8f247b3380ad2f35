"""The training lab behind its figures: what fits together, trainings with several seeds, and
pictures of what a model does. Arrays and sentences, nothing drawn."""
