"""Clinical studies replayed: patients drawn, followed as virtual trials, and pooled over studies."""
