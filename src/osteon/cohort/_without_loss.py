"""What a result was also run without."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import final

from osteon.cohort._without_prior import Prior
from osteon.evidence import Dropped


@final
@dataclass(frozen=True)
class Without:
    """What is set aside in half of the arms of a result.

    dropped: what natural healing loses. priors: the numbers that take part and are drawn. off: the processes
    that take part and do not happen. fixed: paths of numbers that take part and must stay as they are.
    twins: each arm's name to that of the arm without.
    """

    dropped: Dropped
    priors: tuple[Prior, ...]
    off: tuple[str, ...]
    fixed: tuple[str, ...]
    twins: Mapping[str, str]
