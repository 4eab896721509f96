"""The sheets of a rotation's workbooks. One file for each kind of sheet."""
