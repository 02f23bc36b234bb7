"""The verbs of the command line, one a file: NAME, HELP, add_arguments and handle."""
