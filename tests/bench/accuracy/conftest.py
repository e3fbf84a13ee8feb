from __future__ import annotations

from tests.core.conftest import atlas
from tests.core.localiser.conftest import clinical, localiser, regions

__all__ = ["atlas", "clinical", "localiser", "regions"]
