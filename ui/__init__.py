"""What a person touches; knows all."""
