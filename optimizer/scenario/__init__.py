"""GIVEN: the tables and settings a planner writes, declared once, read, checked and digested."""
