import sys, numpy as np
from tests.shipped import *
import tests.shipped as ts
from footmap.bench.accuracy import retrieval as R
from footmap.bench.accuracy.retrieval import *
from tests.bench.accuracy.test_benchmark import *
loc=ts.shipped_localiser() if hasattr(ts,'shipped_localiser') else None
if loc is None:
    from tests.core.localiser.conftest import shipped_localiser; loc=shipped_localiser()
from footmap.data.knowledge.clinical import load_clinical
fam=families(load_clinical())
redraws=Redraws(loc.cells)
skin=R._skin_of_nerves(loc.cells)
for item in self_retrieval(loc,redraws,np.random.default_rng(5)):
    if item.test!='half': continue
    est=loc.rank_cells(item.painted)
    for depth,wanted in item.truth.items():
        if depth!='nerve': continue
        ranked=[c.id for c in est.at(depth)]
        p=R.place_of(ranked,wanted)
        kin=frozenset().union(*(fam.get(w,frozenset({w})) for w in wanted))
        held=ranked[0] in kin and R._holds(loc.cells,skin.get(ranked[0],()),item)
        if not(p==1 or held): print(item.name,sorted(wanted),p,ranked[:3])
