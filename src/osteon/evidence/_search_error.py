"""What a search refuses."""

from typing import final

from osteon.errors import OsteonError


@final
class SearchError(OsteonError):
    """A question names something that is not there, or more than one thing; or cannot be searched for."""
