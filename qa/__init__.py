"""From a question to an answer; knows index."""
