"""What reading an exchanged file raises."""

from typing import final

from osteon.errors import OsteonError


@final
class ExchangeError(OsteonError):
    """A file of the evidence base that cannot be read back as one."""
