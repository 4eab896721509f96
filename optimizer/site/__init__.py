"""The planner's own page: a site on this computer alone, for whoever works without a shell."""
