"""The benchmark of the library runs on a small one and names every goal."""

from __future__ import annotations

from footmap.bench.library import measure_library


def test_a_small_library_is_measured() -> None:
    results = measure_library(visits=40, crowd=20, window=False)
    assert len({result.what for result in results}) == len(results) == 9
    assert all(result.value > 0 for result in results)
    assert next(r for r in results if r.what.startswith("library: opened")).ok
