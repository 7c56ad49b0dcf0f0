"""Cases (整改事项) for everybody: reading them, acting by the one table of transitions, and their options."""
