"""The evidence base asked and checked: search, grounding, coverage, trace and exchange."""

__all__: list[str] = []
