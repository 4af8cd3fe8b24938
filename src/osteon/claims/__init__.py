"""Claims that run: the virtual experiments of dynamic claims, and what came of them."""

__all__: list[str] = []
