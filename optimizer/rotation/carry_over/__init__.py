"""Carry-over balance: what follows what, designs in which that is even, and a search for timetables like them."""
