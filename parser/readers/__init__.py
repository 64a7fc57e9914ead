"""One module per format: bytes become a ``Document`` of blocks. ``detect`` chooses."""
