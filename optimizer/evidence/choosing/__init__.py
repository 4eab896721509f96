"""How each mechanism chooses, told a second time and plainly, to be held against the diary of the day. One file each."""
