"""Articles, and finding things in them; knows nothing of qa, ui or evals."""
