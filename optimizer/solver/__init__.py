"""The kernel: labelled 0/1 linear rows, solved by lexicographic stages. The only folder with solvers in it."""
