"""Random trees of the rate language, and values for their names."""

from __future__ import annotations

from hypothesis import strategies as st

from osteon.model import LAWS, Binary, Call, Expression, Name, Negative, Number

NAMES = ("x", "half", "k", "M1", "IL10", "bone_volume")

numbers = st.floats(0.0, 1e300, allow_nan=False).map(abs).map(Number)
small_numbers = st.sampled_from([0.5, 1.0, 2.0, 3.0]).map(Number)
leaves = st.sampled_from(NAMES).map(Name)


def _grown(parts: st.SearchStrategy[Expression], exponents: st.SearchStrategy[Expression]):
    calls = st.sampled_from(sorted(LAWS)).flatmap(
        lambda law: st.tuples(*[parts] * len(LAWS[law].args)).map(lambda arguments: Call(law, arguments))
    )
    arithmetic = st.builds(Binary, st.sampled_from(["+", "-", "*", "/"]), parts, parts)
    powers = st.builds(Binary, st.just("**"), parts, exponents)
    return st.builds(Negative, parts) | arithmetic | powers | calls


any_tree = st.recursive(numbers | leaves, lambda parts: _grown(parts, parts), max_leaves=25)


def _tame(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Trees that are positive and of moderate size where their names are, so that any two readers agree."""
    laws = st.builds(lambda x, half, n: Call("activation", (x, half, n)), parts, leaves, small_numbers)
    more = st.builds(lambda x, half, n: Call("inhibition", (x, half, n)), parts, leaves, small_numbers)
    window = st.builds(lambda x, a, b: Call("window", (x, a, b, Number(2.0))), parts, leaves, leaves)
    bounded = st.builds(lambda x, half: Call("saturation", (x, half)), parts, leaves)
    pairs = st.builds(lambda law, a, b: Call(law, (a, b)), st.sampled_from(["min", "max"]), parts, parts)
    single = st.builds(lambda law, a: Call(law, (a,)), st.sampled_from(["sqrt", "abs"]), parts)
    arithmetic = st.builds(Binary, st.sampled_from(["+", "*", "/"]), parts, parts)
    powers = st.builds(Binary, st.just("**"), leaves, small_numbers)
    return laws | more | window | bounded | pairs | single | arithmetic | powers


tame_tree = st.recursive(small_numbers | leaves, _tame, max_leaves=10)
name_values = st.fixed_dictionaries({name: st.floats(0.1, 10.0) for name in NAMES})
