"""Reading reports: the bytes of one file become an Issue of facts with their places.

Knows nothing of archives or search. Start at ``parse.parse_issue``.
"""
