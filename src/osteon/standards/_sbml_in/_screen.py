"""A look at an SBML file before any library sees it: what could hurt is refused, and is not processed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, final
from xml.parsers import expat

from osteon.errors import Fault, RecordError, shown

MOST_BYTES = 64_000_000
MOST_ELEMENTS = 2_000_000
DEEPEST = 200
LONGEST_TEXT = 20_000
"""Characters of one attribute (as formulas of Level 1 are), and of one number or name in a formula."""

LONGEST_NAME = 256
MOST_PARTS = 20_000
"""Elements in one formula."""

SBML = "http://www.sbml.org/sbml/level"
MATHML = "http://www.w3.org/1998/Math/MathML"


_LEVELS = {
    ("1", "1"): f"{SBML}1",
    ("1", "2"): f"{SBML}1",
    ("2", "1"): f"{SBML}2",
    **{("2", version): f"{SBML}2/version{version}" for version in "2345"},
    **{("3", version): f"{SBML}3/version{version}/core" for version in "12"},
}
"""The address of each Level and Version; libSBML ends the program where they do not fit."""


@final
@dataclass(frozen=True)
class Screened:
    """The text of a file that is safe to parse.

    label: how messages name the file. packages: each package of Level 3 that it declares, by its prefix in
    the file, and whether the model cannot be understood without it.
    """

    label: str
    text: str
    packages: Mapping[str, bool]


def screened(path: Path) -> Screened:
    """Read and look at a file.

    Raises:
        RecordError: it is too large, no XML (the line is named), no SBML, it declares a document type or
            entities, or it nests or repeats beyond reason.
    """
    label = path.name
    content = _content(path, label)
    look = _Look(label)
    parser = expat.ParserCreate(namespace_separator=" ")
    look.attach(parser)
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        given = f"XML that breaks off or is damaged ({expat.ErrorString(error.code)})"
        fix = "get the file again; nothing was read"
        raise RecordError(Fault(f"{label}:{error.lineno}", given, "a whole XML file", fix)) from None
    except (LookupError, ValueError):
        _refuse(label, 1, "text in an encoding that is not known", "UTF-8")
    return Screened(label, _decoded(content, look.encoding, label), look.packages)


def _content(path: Path, label: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            _refuse(label, 1, f"a file of {size} bytes", f"at most {MOST_BYTES}")
        return path.read_bytes()
    except OSError as error:
        given = f"a file that cannot be read ({error.strerror or error})"
        raise RecordError(Fault(label, given, "an SBML file", "check the path")) from None


def _decoded(content: bytes, encoding: str, label: str) -> str:
    """The text, its XML declaration made one of UTF-8 without moving a line: libSBML is given UTF-8."""
    try:
        text = content.decode(encoding or "utf-8-sig")
    except (LookupError, UnicodeDecodeError):
        _refuse(label, 1, f"text that is not {encoding or 'UTF-8'}", "the encoding that the file declares")
    text = text.lstrip("\ufeff")
    declaration, rest = "", text
    if text.startswith("<?xml"):
        declaration, _, rest = text.partition("?>")
    return f'<?xml version="1.0" encoding="UTF-8"?>{chr(10) * declaration.count(chr(10))}{rest}'


@final
@dataclass
class _Look:
    """What the parser has met so far; anything that is refused stops it."""

    label: str
    encoding: str = ""
    packages: dict[str, bool] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=dict)
    depth: int = 0
    elements: int = 0
    formula: int = 0
    parts: int = 0
    run: int = 0
    parser: Any = None

    def attach(self, parser: Any) -> None:
        """Take the parser's reports."""
        self.parser = parser
        parser.XmlDeclHandler = self.declaration
        parser.StartDoctypeDeclHandler = self.doctype
        parser.EntityDeclHandler = self.entity
        parser.StartNamespaceDeclHandler = self.namespace
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters

    def declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        self.encoding = encoding or ""

    def doctype(self, *rest: Any) -> None:
        self._refuse(
            "a document type declaration (DOCTYPE), which may expand without end or name other files",
            "SBML without one",
            "remove it; no model needs it",
        )

    def entity(self, *rest: Any) -> None:
        self._refuse("an entity declaration", "SBML without one", "remove it; no model needs it")

    def namespace(self, prefix: str | None, address: str) -> None:
        self.prefixes[address] = prefix or ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        self.run = 0
        local = name.rpartition(" ")[2]
        if self.depth > DEEPEST:
            self._refuse(f"elements nested more than {DEEPEST} deep", f"at most {DEEPEST}", "name a part")
        if self.elements > MOST_ELEMENTS:
            self._refuse(f"more than {MOST_ELEMENTS} elements", "a model of a size that can be run")
        if self.depth == 1:
            self._root(name, attributes)
        if name.startswith((SBML, MATHML)):
            self._attributes(local, attributes)
        self.formula = self.formula or (self.depth if local == "math" else 0)
        self.parts = self.parts + 1 if self.formula else 0
        if self.parts > MOST_PARTS:
            self._refuse(f"a formula of more than {MOST_PARTS} parts", "a formula that a person could read")

    def end(self, name: str) -> None:
        self.formula = 0 if self.depth == self.formula else self.formula
        self.depth -= 1

    def characters(self, text: str) -> None:
        self.run += len(text) if self.formula else 0
        if self.run > LONGEST_TEXT:
            self._refuse(f"more than {LONGEST_TEXT} characters in a part of a formula", "a name or number")

    def _root(self, name: str, attributes: Mapping[str, str]) -> None:
        address, _, local = name.rpartition(" ")
        if local != "sbml" or not address.startswith(SBML):
            self._refuse(f"the element <{local[:60]}>", "an SBML file, which begins with <sbml>")
        level, version = attributes.get("level", "none"), attributes.get("version", "none")
        if _LEVELS.get((level, version)) != address:
            given = f"level = {quoted(level)} and version = {quoted(version)} in {quoted(address)}"
            self._refuse(given, "a Level and Version of SBML, and the address that belongs to them")
        for key, value in attributes.items():
            package, _, attribute = key.rpartition(" ")
            if attribute == "required" and package:
                self.packages[self.prefixes.get(package, package)] = value in ("true", "1")

    def _attributes(self, element: str, attributes: Mapping[str, str]) -> None:
        for key, value in attributes.items():
            if key == "id" and len(value) > LONGEST_NAME:
                self._refuse(f"an id of {len(value)} characters", f"at most {LONGEST_NAME}")
            if len(value) > LONGEST_TEXT:
                given = f"{len(value)} characters in '{key.rpartition(' ')[2]}' of <{element[:60]}>"
                self._refuse(given, f"at most {LONGEST_TEXT}", "name a part of a formula")

    def _refuse(self, given: str, expected: str, fix: str = "") -> NoReturn:
        _refuse(self.label, self.parser.CurrentLineNumber, given, expected, fix)


def _refuse(label: str, line: int, given: str, expected: str, fix: str = "") -> NoReturn:
    raise RecordError(Fault(f"{label}:{line}", given, expected, fix))


def quoted(text: str) -> str:
    """A text of the file as a message or a record repeats it: one line, printable, not without end."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return shown(plain)
