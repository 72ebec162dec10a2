"""Is it right, and how fast is it? Knows qa and index."""
