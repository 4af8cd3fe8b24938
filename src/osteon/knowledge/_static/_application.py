"""The groups into which uses of stromal cells are sorted, and what stands outside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import final


@final
@dataclass(frozen=True)
class Application:
    """A group of therapies. setups: those that belong to it. readings: of setups and products that a document
    does not sort by name, why they are put here.

    forms, products: what belongs to it, and `over`: ids of groups that give way to it in an arm with both.
    """

    id: str
    title: str
    says: str
    claims: tuple[str, ...]
    setups: tuple[str, ...]
    readings: Mapping[str, str]
    where: str
    forms: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    over: tuple[str, ...] = ()


@final
@dataclass(frozen=True)
class Outside:
    """Setups, and products alone, that no group is for, and why."""

    id: str
    says: str
    setups: tuple[str, ...]
    where: str
    forms: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
