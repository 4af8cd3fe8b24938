"""The command line: one file a command. `main` is the console script."""

from osteon.cli._app import main

__all__ = ["main"]
