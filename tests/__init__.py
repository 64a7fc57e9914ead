"""Tests; one file per module under test, flat."""
