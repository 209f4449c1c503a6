"""How surprising a number is: the chance of so many, by Poisson, as so many zeros after the point. Pure."""

from __future__ import annotations

import math

_ENOUGH = 1e-4
_TERMS = 120


def surprise(many: int, expected: float, spread: float = 0.0) -> float:
    """Minus the tenth logarithm of the chance of ``many`` or more where ``expected`` are usual; never < 0.

    ``spread``: for what comes in gusts anyway (a negative binomial of this size); 0 is Poisson.
    """
    if many <= expected or expected <= 0:
        return 0.0
    if spread:
        share = expected / (expected + spread)
        log = (
            math.lgamma(many + spread)
            - math.lgamma(spread)
            - math.lgamma(many + 1)
            + many * math.log(share)
            + spread * math.log1p(-share)
        )
    else:
        share = expected
        log = many * math.log(expected) - expected - math.lgamma(many + 1)
    total = last = 1.0
    for at in range(many, many + _TERMS):
        last *= share * (at + spread) / (at + 1) if spread else share / (at + 1)
        total += last
        if last < _ENOUGH * total:
            break
    return max(0.0, -(log + math.log(total)) / math.log(10))
