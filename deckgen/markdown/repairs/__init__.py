"""Repairs of broken writing: what is wrong is recognised here, on strings; the rules apply it."""
