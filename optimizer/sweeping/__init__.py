"""SWEPT: one scenario assigned at every setting of a grid of dials, kept row by row, compared over seeds."""
