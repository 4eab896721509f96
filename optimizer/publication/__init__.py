"""Publication (公示): what may be shown, how many share it, and how everybody checks their own row."""
