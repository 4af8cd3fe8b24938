"""Surface markers: what cells are by their panels, and which source they fit."""

__all__: list[str] = []
