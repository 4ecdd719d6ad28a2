"""What a peer does for the same question: read the ties, compute, write.

    peer.py LIBRARY TASK int|hex FILE         (no header; i j [weight])

LIBRARY is igraph, networkx or graph_tool; TASK is read, overlap, describe or percolate.
"""
import sys

STEPS = 100


def onnela(jaccard, k):
    """Overlap from the Jaccard similarity of the ends' neighbours and the sum of their degrees."""
    n = k * jaccard / (1 + jaccard)
    return n / (k - 2 - n) if k - 2 - n > 0.5 else 0


def write(values):
    sys.stdout.writelines("%.6g\n" % v for v in values)


def with_igraph(task, ids, file):
    import igraph
    if task == "percolate":
        g = igraph.Graph.Read_Ncol(file, weights=True, directed=False)
    elif ids == "int":
        g = igraph.Graph.Read_Edgelist(file, directed=False)
    else:
        g = igraph.Graph.Read_Ncol(file, weights=False, directed=False)
    if task == "overlap":
        pairs, k = g.get_edgelist(), g.degree()
        jaccard = g.similarity_jaccard(pairs=pairs, loops=False)
        write(onnela(x, k[a] + k[b]) for x, (a, b) in zip(jaccard, pairs))
    elif task == "describe":
        sizes = g.connected_components().sizes()
        local = g.transitivity_local_undirected(mode="zero")
        write([g.vcount(), g.ecount(), g.density(), len(sizes), max(sizes), g.transitivity_undirected(),
               sum(local) / len(local), g.assortativity_degree(directed=False)])
    elif task == "percolate":
        order = sorted(range(g.ecount()), key=g.es["weight"].__getitem__)
        m = len(order)
        for step in range(STEPS):
            h = g.subgraph_edges(order[m * step // STEPS:], delete_vertices=False)
            write([max(h.connected_components().sizes())])


def with_networkx(task, ids, file):
    import networkx as nx
    kind = int if ids == "int" else str
    if task == "percolate":
        g = nx.read_edgelist(file, nodetype=kind, data=(("weight", float),))
    else:
        g = nx.read_edgelist(file, nodetype=kind)
    if task == "overlap":
        k = dict(g.degree())
        write(onnela(x, k[a] + k[b]) for a, b, x in nx.jaccard_coefficient(g, g.edges()))
    elif task == "describe":
        sizes = [len(c) for c in nx.connected_components(g)]
        write([len(g), g.size(), nx.density(g), len(sizes), max(sizes), nx.transitivity(g),
               nx.average_clustering(g), nx.degree_assortativity_coefficient(g)])
    elif task == "percolate":
        order = sorted(g.edges(data="weight"), key=lambda t: t[2])
        m = len(order)
        for step in range(STEPS):
            h = nx.Graph()
            h.add_nodes_from(g)
            h.add_edges_from((a, b) for a, b, _ in order[m * step // STEPS:])
            write([max(len(c) for c in nx.connected_components(h))])


def with_graph_tool(task, ids, file):
    import graph_tool as gt
    import graph_tool.clustering
    import graph_tool.correlations
    import graph_tool.topology
    import numpy as np
    g = gt.load_graph_from_csv(file, directed=False, hashed=ids != "int", csv_options={"delimiter": "\t"},
                               eprop_types=["double"] if task == "percolate" else [],
                               eprop_names=["weight"] if task == "percolate" else [])
    if task == "overlap":
        pairs = g.get_edges()
        k = g.get_total_degrees(g.get_vertices())
        k = k[pairs[:, 0]] + k[pairs[:, 1]]
        jaccard = graph_tool.topology.vertex_similarity(g, "jaccard", vertex_pairs=pairs)
        n = k * jaccard / (1 + jaccard)
        rest = k - 2 - n
        np.savetxt(sys.stdout, np.where(rest > 0.5, n / np.maximum(rest, 0.5), 0), fmt="%.6g")
    elif task == "describe":
        _, sizes = graph_tool.topology.label_components(g)
        local = graph_tool.clustering.local_clustering(g).a
        write([g.num_vertices(), g.num_edges(), len(sizes), max(sizes),
               graph_tool.clustering.global_clustering(g)[0], local.mean(),
               graph_tool.correlations.scalar_assortativity(g, "total")[0]])
    elif task == "percolate":
        order = g.get_edges()[np.argsort(g.ep["weight"].a, kind="stable")[::-1]]    # strong ties are put in first
        giant, _ = graph_tool.topology.edge_percolation(g, order)
        write(giant[::-max(1, len(giant) // STEPS)])


if __name__ == "__main__":
    {"igraph": with_igraph, "networkx": with_networkx, "graph_tool": with_graph_tool}[sys.argv[1]](*sys.argv[2:])
