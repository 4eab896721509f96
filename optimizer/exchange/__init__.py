"""IN and OUT: scenarios as folders and workbooks, runs as folders that are written whole or not at all."""
