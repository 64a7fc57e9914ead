"""The simulated archive and the scores measured on it. Not installed with the tool."""
