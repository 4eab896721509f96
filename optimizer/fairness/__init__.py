"""COMPARED: exact metrics of finished plans, plans side by side, and whether honesty pays."""
