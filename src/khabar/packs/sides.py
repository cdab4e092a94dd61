"""Who acts for whom: a state and its organs are one side (`annotation.md`, Settled cases).

Two reaches, and both are measured: between articles every organ counts, since outlets name one act by different
organs; within an article a ministry and the government may well be two actors of two happenings.
"""

import re

_ORGAN = re.compile(
    r"-(government|forces|army|military|intelligence|air-force|navy|police|gendarmerie|presidency|parliament"
    r"|security-forces|mfa|mod|moi|interior-ministry|defence-ministry|[a-z]+-ministry)$"
)
#: organs whose head speaks for the state itself; police and parliament are sides of their own
_HEADED = re.compile(
    r"-(government|forces|army|military|intelligence|air-force|navy|mfa|mod|moi|general-staff|security-bureau|nsc"
    r"|[a-z]+-ministry)$"
)
_ARMS = re.compile(r"-(government|forces|army|military)$")


def side(entity: str) -> str:
    """The side that an actor acts for, across articles: a state for all of its organs, else itself."""
    return _ORGAN.sub("", entity)


def state(entity: str) -> str:
    """The side that an actor acts for within an article: a state for its government and forces, else itself."""
    return _ARMS.sub("", entity)


def organ(entity: str) -> bool:
    """Whether he who heads this body acts for its state: a ministry, an army, a secret service."""
    return _HEADED.search(entity) is not None
