"""What each command of the command line does: arguments in, a JSON-ready answer out."""
