"""JSON Schemas of what the command line writes for programs: ``python -m footmap.words.schema`` makes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from footmap.data.models import Record
from footmap.data.schema import schema_folder, schema_text

from .compare_record import ComparisonFile
from .records import PredictionFile, RankingFile

FILES: Final[Mapping[str, type[Record]]] = {
    "ranking.json": RankingFile,
    "prediction.json": PredictionFile,
    "comparison.json": ComparisonFile,
}


def schemas() -> Mapping[str, str]:
    """File name -> text of the schema."""
    return {f"{name.removesuffix('.json')}.schema.json": schema_text(name, model) for name, model in FILES.items()}


if __name__ == "__main__":
    for name, text in schemas().items():
        (schema_folder() / name).write_text(text, encoding="utf-8", newline="\n")
