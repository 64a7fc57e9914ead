"""The archive on disk and its commands: what was read is kept, searched, counted and shown."""
