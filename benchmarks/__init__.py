"""Invented planning cases and what the optimizer takes to solve them."""
