"""Where stromal cells are likely from: Bayes' rule over panels that claims put in words."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import final

from osteon.identity._markers import ANTIGENS, CELLS
from osteon.identity._panel import Panel, antigens_of
from osteon.knowledge import Claim, Classifier, EvidenceBase, IdentityRecords, Level, Term

NEAREST = 0.005
"""Shares are kept this far from 0 and 1, where a Beta density ends: a panel resolves one cell in 200."""

ABSENT = "absent"
"""The level of an antigen on a source when a claim calls it specific to another."""

TELLING = 3.0
"""Ratio of likelihoods from which an antigen speaks for or against a source (log10 of it is half a ban)."""


@final
@dataclass(frozen=True)
class Statement:
    """What one claim says of one antigen on one source."""

    source: str
    antigen: str
    level: str
    claim: str


@final
@dataclass(frozen=True)
class Weight:
    """What one antigen of a panel says. likelihood: by source, of the measured share; statements: of those
    sources that any claim speaks of. clash: conflicts between its own statements.
    """

    antigen: str
    label: str
    percent: float
    likelihood: Mapping[str, float]
    statements: tuple[Statement, ...]
    clash: tuple[str, ...]


@final
@dataclass(frozen=True)
class Origin:
    """The posterior over sources. against: labels of antigens that speak against the likeliest source."""

    panel: str
    posterior: Mapping[str, float]
    weights: tuple[Weight, ...]
    against: tuple[str, ...]

    @property
    def likeliest(self) -> str | None:
        """The source with the greatest posterior; None where the panel cannot tell any from another."""
        best = max(self.posterior.values(), default=0.0)
        first = [source for source, share in self.posterior.items() if math.isclose(share, best)]
        return first[0] if len(first) == 1 else None


def panel_statements(base: EvidenceBase, classifier: Classifier) -> tuple[Statement, ...]:
    """Every statement that a claim makes about an antigen on one of the sources that are told apart."""
    return tuple(s for claim in base.claims.values() for s in _statements(claim, base, classifier))


def classify(panel: Panel, records: IdentityRecords, base: EvidenceBase) -> Origin:
    """The posterior of each source, from equal priors.

    P(source | panel) ~ product over antigens of (1 - doubt) mean_s Beta(share; a_s, b_s) + doubt mean_l Beta:
    the first mean is over the statements s of claims about that antigen on that source, or, where there is
    none, on stromal cells in general; the second over all levels l, for a word that does not hold. A source
    of which nothing is said has the mean of the others, so that silence speaks neither for nor against it.
    """
    classifier = records.classifier
    if classifier is None:
        return Origin(panel.name, {}, (), ())
    weights = tuple(_weights(panel, records, base, classifier))
    logs = {source: sum(math.log(w.likelihood[source]) for w in weights) for source in classifier.sources}
    top = max(logs.values())
    total = sum(math.exp(value - top) for value in logs.values())
    posterior = {source: math.exp(value - top) / total for source, value in logs.items()}
    return Origin(panel.name, posterior, weights, tuple(_against(weights, posterior)))


def _statements(claim: Claim, base: EvidenceBase, classifier: Classifier) -> Iterator[Statement]:
    level = classifier.words.get(claim.relation)
    if level is None:
        return
    for subject in claim.subjects:
        known = (*classifier.sources, classifier.general)
        source = next((id for id in known if id in subject.entities), None)
        if source is None or any(_is_other_cell(id, source, classifier, base) for id in subject.entities):
            continue
        own = _antigens(subject, base)
        for antigen in own or [id for term in claim.objects for id in _antigens(term, base)]:
            yield Statement(source, antigen, level, claim.id)
            if claim.id in classifier.exclusive:
                others = (other for other in classifier.sources if other != source)
                yield from (Statement(other, antigen, ABSENT, claim.id) for other in others)


def _is_other_cell(id: str, source: str, classifier: Classifier, base: EvidenceBase) -> bool:
    """A subset of a source (like marrow cells sorted for CD271) is not the source."""
    named = base.concepts.get(id)
    return named is not None and named.type in CELLS and id not in (source, classifier.general)


def _antigens(term: Term, base: EvidenceBase) -> list[str]:
    known = [base.concepts[id] for id in term.entities if id in base.concepts]
    return [concept.id for concept in known if concept.type in ANTIGENS]


def _weights(
    panel: Panel, records: IdentityRecords, base: EvidenceBase, classifier: Classifier
) -> Iterator[Weight]:
    told = panel_statements(base, classifier)
    for antigen, label, percent in antigens_of(panel, base):
        mine = tuple(s for s in told if s.antigen == antigen)
        likelihood = _likelihoods(percent / 100, mine, records, classifier)
        yield Weight(antigen, label, percent, likelihood, mine, _clash(mine, base))


def _clash(statements: Sequence[Statement], base: EvidenceBase) -> tuple[str, ...]:
    claims = {statement.claim for statement in statements}
    return tuple(conflict.id for conflict in base.conflicts.values() if set(conflict.claims) <= claims)


def _likelihoods(
    share: float, statements: Sequence[Statement], records: IdentityRecords, classifier: Classifier
) -> dict[str, float]:
    """By source. 1 for all where no claim speaks of the antigen."""
    by_source: dict[str, list[float]] = {}
    for statement in statements:
        by_source.setdefault(statement.source, []).append(_beta(share, records.levels[statement.level]))
    densities = {
        source: by_source.get(source) or by_source.get(classifier.general) for source in classifier.sources
    }
    doubt = classifier.doubt.value
    any_level = doubt * fmean(_beta(share, level) for level in records.levels.values())
    known = {s: (1 - doubt) * fmean(d) + any_level for s, d in densities.items() if d}
    silent = fmean(known.values()) if known else 1.0
    return {source: known.get(source, silent) for source in classifier.sources}


def _beta(share: float, level: Level) -> float:
    """Density of Beta(a, b) at a share."""
    x, a, b = min(max(share, NEAREST), 1 - NEAREST), level.a.value, level.b.value
    log = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    return math.exp(log + (a - 1) * math.log(x) + (b - 1) * math.log1p(-x))


def _against(weights: Sequence[Weight], posterior: Mapping[str, float]) -> Iterator[str]:
    best = max(posterior, key=lambda source: posterior[source])
    for weight in weights:
        other = max(likelihood for source, likelihood in weight.likelihood.items())
        if other > TELLING * weight.likelihood[best]:
            yield weight.label
