"""The command line: commands, progress and messages. No logic of its own."""
