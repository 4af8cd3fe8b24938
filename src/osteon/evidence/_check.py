"""The check of the evidence base: every rule, with how much of the base it covers."""

from __future__ import annotations

from osteon.evidence._applications import application_rule
from osteon.evidence._check_claims import (
    chinese_rule,
    conflict_rule,
    experiment_rule,
    quotation_rule,
    runnable_rule,
    sentence_rule,
    system_rule,
)
from osteon.evidence._check_documents import document_rule, identity_rule, paper_rule
from osteon.evidence._check_grounding import (
    alias_rule,
    certainty_rule,
    gene_rule,
    identifier_rule,
    printed_rule,
)
from osteon.evidence._check_mechanisms import claims_rule, off_rule, place_rule, stand_in_rule
from osteon.evidence._check_names import name_rule
from osteon.evidence._coverage import Coverage
from osteon.evidence._product_use import product_rule
from osteon.evidence._safety import safety_rule
from osteon.knowledge import Library


def check_evidence(library: Library) -> tuple[Coverage, ...]:
    """Every rule between and within the records of the evidence base, and between it and the mechanisms.

    What records say never raises.
    """
    base = library.evidence
    return (
        sentence_rule(base),
        system_rule(base),
        experiment_rule(base),
        runnable_rule(base),
        chinese_rule(base),
        quotation_rule(base),
        document_rule(base),
        conflict_rule(base),
        paper_rule(base),
        identity_rule(base),
        identifier_rule(base),
        printed_rule(base),
        certainty_rule(base),
        name_rule(base),
        gene_rule(base),
        alias_rule(base),
        stand_in_rule(library),
        off_rule(library),
        claims_rule(library),
        place_rule(library),
        application_rule(library.static, base),
        product_rule(library),
        safety_rule(library),
    )
