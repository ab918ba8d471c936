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
happens to be installed: the same rows and seed give the same numbers everywhere.
``docs/engines.md`` sets them side by side (``tests/benchmarks/bench_network.py engines``).
"""
