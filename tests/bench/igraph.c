/* What igraph's own functions take for the same question: read the ties, compute, write.
 *
 *   igraph overlap|constraint|rewire|homophily int|hex|weighted FILE       (no header)
 *
 * overlap: from the Jaccard similarity of the ends.  rewire: 10 switches tried a tie.  homophily: nominal
 * assortativity, and again under 1000 deals of 5 labels; person v has label v % 5.
 */
#include <igraph.h>
#include <stdio.h>
#include <string.h>

static void overlap(igraph_t *g)
{
	igraph_vector_t jaccard;
	igraph_vector_int_t degree;

	igraph_vector_init(&jaccard, 0);
	igraph_vector_int_init(&degree, 0);
	igraph_similarity_jaccard_es(g, &jaccard, igraph_ess_all(IGRAPH_EDGEORDER_ID), IGRAPH_ALL, 0);
	igraph_degree(g, &degree, igraph_vss_all(), IGRAPH_ALL, IGRAPH_NO_LOOPS);
	for (igraph_integer_t e = 0; e < igraph_ecount(g); e++) {
		double k = (double)(VECTOR(degree)[IGRAPH_FROM(g, e)] + VECTOR(degree)[IGRAPH_TO(g, e)]);
		double j = VECTOR(jaccard)[e], n = k * j / (1 + j);
		printf("%.6g\n", k - 2 - n > 0.5 ? n / (k - 2 - n) : 0);
	}
	igraph_vector_destroy(&jaccard);
	igraph_vector_int_destroy(&degree);
}

static void constraint(igraph_t *g, int weighted)
{
	igraph_vector_t c, weight;

	igraph_vector_init(&c, 0);
	igraph_vector_init(&weight, 0);
	if (weighted)
		EANV(g, "weight", &weight);
	igraph_constraint(g, &c, igraph_vss_all(), weighted ? &weight : NULL);
	for (igraph_integer_t v = 0; v < igraph_vcount(g); v++)
		printf("%.9g\n", VECTOR(c)[v]);
	igraph_vector_destroy(&c);
	igraph_vector_destroy(&weight);
}

static void rewire(igraph_t *g)
{
	igraph_rewire(g, 10 * igraph_ecount(g), IGRAPH_REWIRING_SIMPLE);
	igraph_write_graph_edgelist(g, stdout);
}

static void homophily(igraph_t *g)
{
	enum { GROUPS = 5, REPLICATES = 1000 };
	igraph_vector_int_t group;
	igraph_real_t observed, r;
	int above = 0;

	igraph_vector_int_init(&group, igraph_vcount(g));
	for (igraph_integer_t v = 0; v < igraph_vcount(g); v++)
		VECTOR(group)[v] = v % GROUPS;
	igraph_assortativity_nominal(g, &group, &observed, IGRAPH_UNDIRECTED, 1);
	for (int k = 0; k < REPLICATES; k++) {
		igraph_vector_int_shuffle(&group);
		igraph_assortativity_nominal(g, &group, &r, IGRAPH_UNDIRECTED, 1);
		above += r >= observed;
	}
	printf("%.12g\t%g\n", observed, (above + 1.) / (REPLICATES + 1));
	igraph_vector_int_destroy(&group);
}

int main(int argc, char **argv)
{
	igraph_t g;
	FILE *in = argc == 4 ? fopen(argv[3], "r") : NULL;

	if (!in)
		return 66;
	int weighted = !strcmp(argv[2], "weighted");
	igraph_set_attribute_table(&igraph_cattribute_table);
	igraph_rng_seed(igraph_rng_default(), 1);
	if (!strcmp(argv[2], "int"))
		igraph_read_graph_edgelist(&g, in, 0, IGRAPH_UNDIRECTED);
	else
		igraph_read_graph_ncol(&g, in, NULL, 0, weighted ? IGRAPH_ADD_WEIGHTS_YES : IGRAPH_ADD_WEIGHTS_NO, IGRAPH_UNDIRECTED);
	fclose(in);
	switch (argv[1][0]) {
	case 'o': overlap(&g); break;
	case 'c': constraint(&g, weighted); break;
	case 'r': rewire(&g); break;
	default: homophily(&g);
	}
	igraph_destroy(&g);
	return 0;
}
