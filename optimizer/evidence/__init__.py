"""What is proved of a result, written down so that others can check it without the solver (证明)."""
