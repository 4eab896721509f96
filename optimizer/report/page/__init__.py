"""The page `report.html`: one file that needs no network, in two languages, and that checks itself. One idea per file."""
