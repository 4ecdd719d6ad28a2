/* The overlap of every tie with igraph's own functions: read, Jaccard of the ends, write.
 *
 *   igraph_overlap int|hex FILE         (no header; two fields a line)
 */
#include <igraph.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
	igraph_t g;
	igraph_vector_t jaccard;
	igraph_vector_int_t degree;
	FILE *in = argc == 3 ? fopen(argv[2], "r") : NULL;

	if (!in)
		return 66;
	if (!strcmp(argv[1], "int"))
		igraph_read_graph_edgelist(&g, in, 0, IGRAPH_UNDIRECTED);
	else
		igraph_read_graph_ncol(&g, in, NULL, 0, IGRAPH_ADD_WEIGHTS_NO, IGRAPH_UNDIRECTED);
	fclose(in);
	igraph_vector_init(&jaccard, 0);
	igraph_vector_int_init(&degree, 0);
	igraph_similarity_jaccard_es(&g, &jaccard, igraph_ess_all(IGRAPH_EDGEORDER_ID), IGRAPH_ALL, 0);
	igraph_degree(&g, &degree, igraph_vss_all(), IGRAPH_ALL, IGRAPH_NO_LOOPS);
	for (igraph_integer_t e = 0; e < igraph_ecount(&g); e++) {
		double k = (double)(VECTOR(degree)[IGRAPH_FROM(&g, e)] + VECTOR(degree)[IGRAPH_TO(&g, e)]);
		double j = VECTOR(jaccard)[e], n = k * j / (1 + j);
		printf("%.6g\n", k - 2 - n > 0.5 ? n / (k - 2 - n) : 0);
	}
	igraph_vector_destroy(&jaccard);
	igraph_vector_int_destroy(&degree);
	igraph_destroy(&g);
	return 0;
}
