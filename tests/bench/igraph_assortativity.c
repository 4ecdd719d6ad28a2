/* Nominal assortativity with igraph's own functions, and under labels dealt anew: read, measure, shuffle and measure again.
 *
 *   igraph_assortativity GROUPS REPLICATES FILE         (whole numbers, no header; person v is in group v % GROUPS)
 */
#include <igraph.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
	igraph_t g;
	igraph_vector_int_t group;
	igraph_real_t observed, r;
	FILE *in = argc == 4 ? fopen(argv[3], "r") : NULL;
	int groups, replicates, above = 0;

	if (!in)
		return 66;
	groups = atoi(argv[1]);
	replicates = atoi(argv[2]);
	igraph_read_graph_edgelist(&g, in, 0, IGRAPH_UNDIRECTED);
	fclose(in);
	igraph_vector_int_init(&group, igraph_vcount(&g));
	for (igraph_integer_t v = 0; v < igraph_vcount(&g); v++)
		VECTOR(group)[v] = v % groups;
	igraph_assortativity_nominal(&g, &group, &observed, IGRAPH_UNDIRECTED, 1);
	igraph_rng_seed(igraph_rng_default(), 1);
	for (int k = 0; k < replicates; k++) {
		igraph_vector_int_shuffle(&group);
		igraph_assortativity_nominal(&g, &group, &r, IGRAPH_UNDIRECTED, 1);
		above += r >= observed;
	}
	printf("%.12g\t%g\n", observed, (above + 1.) / (replicates + 1));
	igraph_vector_int_destroy(&group);
	igraph_destroy(&g);
	return 0;
}
