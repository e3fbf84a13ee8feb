from __future__ import annotations

from pathlib import Path

import pytest

from footmap.data import resources
from footmap.data.knowledge.base import load_knowledge
from footmap.data.knowledge.scoring import load_scoring, read_scoring, reasons
from footmap.errors import AssetError

TEXT = (resources.knowledge_folder() / "scoring.yaml").read_text(encoding="utf-8")


def test_every_constant_has_a_reason_and_its_sources_exist() -> None:
    sources = load_knowledge().sources
    for constant in reasons().values():
        assert len(constant.reason) > 15
        assert set(constant.sources) <= set(sources)
        assert constant.basis != "source" or constant.sources
        assert getattr(load_scoring(), constant.id) == constant.value


def test_missing_and_unknown_constants_are_named_together(tmp_path: Path) -> None:
    path = tmp_path / "scoring.yaml"
    path.write_text(TEXT.replace("{id: n_cap,", "{id: n_hat,"), encoding="utf-8")
    with pytest.raises(AssetError) as caught:
        read_scoring(path)
    words = " ".join(str(p) for p in caught.value.problems)
    assert "n_hat" in words
    assert "n_cap" in words
