"""What makes a cell a stromal cell, and what its antigens say about where it is from, as records."""
