"""Reasons (理由): why this post, why not that one, what it would cost whom, and what would have to be different."""
