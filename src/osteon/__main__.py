"""`python -m osteon` is the command line."""

from osteon.cli import main

if __name__ == "__main__":
    main()
