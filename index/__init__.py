"""Search: passages of issues go in, queries come out as hits.

Knows nothing of storage or screens.
"""
