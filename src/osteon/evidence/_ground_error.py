"""What grounding refuses."""

from typing import final

from osteon.errors import OsteonError


@final
class GroundingError(OsteonError):
    """A name or an identifier cannot be looked up as it stands."""
