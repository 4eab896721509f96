"""SHOWN: what people read of a result: the summary, the results workbook, the run folder."""
