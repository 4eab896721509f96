"""FOUND: who goes to which village: the market as arrays, its rules, goals and mechanisms, the outcome."""
