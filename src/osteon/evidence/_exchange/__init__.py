"""The evidence base in the formats of other programs, and back from those that keep all of it."""
