"""FOUND: who works in which unit of the township, month by month."""
