"""From the store to networks and their measures (NetworkX).

Rows and graphs
    ``rows`` (assignments and their selection), ``slices`` (by document and year, bodies as of a
    date), ``graphs`` (co-assignment, lead-support, two-mode), ``kinds`` (graphs by name),
    ``sides`` (what a comparison may be of), ``incidence`` (as a matrix).

Measures of bodies
    ``measures`` (all of them as one table), ``centrality``, ``paths`` (betweenness, closeness),
    ``holes`` (Burt), ``brokerage`` (Gould and Fernandez), ``themes`` (breadth, depth,
    concentration), ``twomode``.

Measures of networks
    ``whole`` (density, centralization, transitivity), ``mixing`` (E-I index), ``core`` (Borgatti
    and Everett), ``communities`` (Louvain, Leiden), ``backbone`` (disparity filter), ``sdsm``,
    ``qap`` and ``mrqap``, ``compare`` (two selections).

Files
    ``export`` (GraphML, GEXF, Pajek, CSV), ``look`` (colours and positions), ``table`` (CSV,
    JSON, pandas).

Engines. NetworkX is called wherever it has a measure and is fast enough; SciPy's sparse matrices
do what it walks through in Python. igraph is fast too, but GPL: it serves Leiden alone, which
nobody needs for a first map, and the tests as a second opinion. Never is an engine chosen by what
happens to be installed: the same rows and seed give the same numbers everywhere. Seconds of
processor time on 19,927 bodies and 530,453 ties (``tests/benchmarks/bench_network.py engines``):

===========================  ==============  =========  ======  ==============================
measure                      NetworkX        SciPy      igraph  used
===========================  ==============  =========  ======  ==============================
betweenness, 64 sources      15              2.4        0.9     SciPy (``paths``)
closeness, all               1090 (from 50)  19         51      packed bits (``paths``)
constraint, all              > 6000 (from 3) 2.4        0.7     SciPy (``holes``)
effective size, all          > 6000 (from 3) 3.1        none    SciPy (``holes``)
PageRank                     1.8             (in it)    0.1     NetworkX
eigenvector                  85              2.6        0.8     SciPy (``centrality``)
core number                  1.6             none       0.01    NetworkX
Louvain, one run             9.2             none       0.2     NetworkX
Leiden, one run              none            none       6.1     leidenalg, on request
===========================  ==============  =========  ======  ==============================
"""
