"""JSON Schemas of the files of knowledge and words, and of what commands print, made from the models that check them.

``python -m footmap.data.schema`` writes them to ``assets/schema``; a test keeps them current.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from footmap.data import resources
from footmap.data.knowledge.scoring import ScoringFile
from footmap.data.knowledge.study import StudyFile

from .case_record import CaseFile, PatientFile
from .courses import CoursesFile
from .error_words import ErrorsFile
from .footset import FootsetFile
from .knowledge import base as knowledge
from .knowledge import clinical as knowledge_clinical
from .library.listing import ListFile
from .models import Record
from .patient_words import PatientWordsFile
from .phrases import PhrasesFile
from .progress.export import ProgressFile

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> Mapping[str, str]:
    """File name -> text of the schema of every file under ``assets/knowledge`` and ``assets/words``."""
    files: dict[str, type[Record]] = {
        **{f"knowledge/{name}": model for name, model in knowledge.FILES.items()},
        **{f"knowledge/{name}": model for name, model in knowledge_clinical.FILES.items()},
        "knowledge/scoring.yaml": ScoringFile,
        "knowledge/study.yaml": StudyFile,
        "words/phrases.yaml": PhrasesFile,
        "study/courses.yaml": CoursesFile,
        "words/documents.yaml": PhrasesFile,
        "words/errors.yaml": ErrorsFile,
        "words/patient.yaml": PatientWordsFile,
        "words/study_sentences.yaml": PhrasesFile,
        "words/study_exercises.yaml": PhrasesFile,
        "words/plates.yaml": PhrasesFile,
        "words/variants.yaml": PhrasesFile,
    }
    return {f"{Path(name).stem}.schema.json": schema_text(name, model) for name, model in sorted(files.items())}


def printed_schemas() -> Mapping[str, str]:
    """File name -> text of the schema of what commands print, and of files that are handed on."""
    return {
        "library_list.schema.json": schema_text("library/list.json", ListFile),
        "progress.schema.json": schema_text("progress.json", ProgressFile),
        "footset.schema.json": schema_text("set.footset", FootsetFile),
        "case.schema.json": schema_text("case.footmap", CaseFile),
        "case_visits.schema.json": schema_text("visits.footmap", PatientFile),
    }


def schema_folder() -> Path:
    """Folder of the published schemas."""
    return resources.root() / "schema"


def write(folder: Path) -> None:
    """Write every schema into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**schemas(), **printed_schemas()}.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def schema_text(name: str, model: type[BaseModel]) -> str:
    """The schema of a file of that name, made from the model that checks it."""
    schema = {"$schema": DIALECT, "$id": f"footmap/{name}", **model.model_json_schema(by_alias=True)}
    return json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    write(schema_folder())
