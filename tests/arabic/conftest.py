"""The strategies of this folder are shared: `from tests.arabic.strategies import …`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
