"""One module a command, each with a ``command``; imported only when it is called."""
