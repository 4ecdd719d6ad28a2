/* formats.h, formats_table.h: readers of other programs' networks, and of edge lists. */
#include "check.h"
#include "formats_table.h"

static struct foreign f;

static int read_as(enum format format, const char *text)
{
	f = (struct foreign){ .arena = &memory, .file = "x" };
	char *copy = arena_copy(&memory, text, strlen(text));
	copy[strlen(text)] = '\n';
	return foreign_read(&f, format, (struct cell){ copy, strlen(text) }, &why);
}

/* The rows of a table, fields parted by '|', rows by '/'. */
static const char *shown(const struct table *t)
{
	struct walk w = { 0 };
	struct err e = { 0 };
	char *s = arena_print(&memory, "%s", "");

	for (int c = 0; c < t->ncol; c++)
		s = arena_print(&memory, "%s%s%s", s, c ? "|" : "", t->col[c].name);
	for (walk_start(&w, t, 0); walk_row(&w, &e); )
		for (int c = 0; c < t->ncol; c++) {
			struct cell x = w.cell[t->col[c].field];
			s = arena_print(&memory, "%s%s%.*s", s, c ? "|" : "/", (int)x.len, x.at);
		}
	assert_int_equal(e.code, OK);
	return s;
}

static void ties_are(enum format format, const char *text, const char *ties, const char *nodes)
{
	struct table t, n;

	why = (struct err){ 0 };
	assert_ok(read_as(format, text));
	assert_ok(foreign_tables(&f, NULL, &t, &n, &why));
	assert_string_equal(shown(&t), ties);
	if (nodes)
		assert_string_equal(shown(&n), nodes);
}

static bool noted(const char *words)
{
	for (int k = 0; k < f.notes; k++)
		if (strstr(f.note[k], words))
			return true;
	return false;
}

/* --- which format ---------------------------------------------------------------------------------- */

static void formats_are_guessed(void **state)
{
	static const struct { const char *text; enum format format; } want[] = {
		{ "i\tj\na\tb\n", FORMAT_TABLE }, { "", FORMAT_TABLE }, { "# x\n1 2\n", FORMAT_TABLE },
		{ "dl,ml\na,b\n", FORMAT_DL }, { "dlrow,x\n", FORMAT_TABLE }, { "DL n=3\n", FORMAT_DL },
		{ "\n *Vertices 3\n", FORMAT_PAJEK }, { "% c\n*vertices 3", FORMAT_PAJEK }, { "*Network x\n", FORMAT_PAJEK },
		{ "graph [", FORMAT_GML }, { "Creator \"x\"\ngraph\n[", FORMAT_GML }, { "# c\ngraph [", FORMAT_GML },
		{ "graph,node\n", FORMAT_TABLE }, { "name,friend\na,b\n", FORMAT_TABLE },
		{ "<?xml version=\"1.0\"?>", FORMAT_GRAPHML }, { "\xEF\xBB\xBF<graphml>", FORMAT_GRAPHML }
	};

	(void)state;
	for (size_t k = 0; k < sizeof want / sizeof *want; k++)
		if (format_guess(cell_of(want[k].text)) != want[k].format)
			fail_msg("'%s' is taken for %s", want[k].text, format_name(format_guess(cell_of(want[k].text))));
}

/* --- Pajek ------------------------------------------------------------------------------------------ */

static void pajek_arcs_and_edges(void **state)
{
	(void)state;
	ties_are(FORMAT_PAJEK, "\n% c\n*Network n\r\n*Vertices 3\r\n1 \"A b\" 0.1 0.2 0.3\n\n3 c\n2 \"B\"\n*Arcs\n1 2 2.50\n*Edges\n2 3\n",
	         "from|to|weight/A b|B|2.50/B|c|1/c|B|1", "node|x|y|z/A b|0.1|0.2|0.3/B|NA|NA|NA/c|NA|NA|NA");
	assert_int_equal(f.direction, DIRECTION_ARCS);
	assert_true(noted("two arcs"));
}

static void pajek_wanted_undirected(void **state)
{
	struct table t, n;

	(void)state;
	assert_ok(read_as(FORMAT_PAJEK, "*Vertices 2\n"));
	f = (struct foreign){ .arena = &memory, .file = "x", .undirected = true };
	assert_ok(foreign_read(&f, FORMAT_PAJEK, cell_of("*Vertices 2\n1 a\n2 b\n*Arcs\n1 2\n*Edges\n2 1\n"), &why));
	assert_ok(foreign_tables(&f, NULL, &t, &n, &why));
	assert_string_equal(shown(&t), "from|to/a|b/b|a");
	assert_int_equal(f.direction, DIRECTION_TIES);
}

static void pajek_relations_labels_and_intervals(void **state)
{
	(void)state;
	ties_are(FORMAT_PAJEK, "*Vertices 2\n1 \"a\" [1-3,7]\n2 \"b\" ic Red\n*Arcs :1 \"likes\"\n1 2 3 l \"old friend\"\n"
	         "*Arcs :2\n2 1 1 [2]\n3: 1 2\n",
	         "from|to|weight|label|layer|interval/a|b|3|old friend|likes|NA/b|a|1|NA|2|[2]/a|b|1|NA|3|NA",
	         "node|interval/a|[1-3,7]/b|NA");
	assert_true(noted("how to draw"));
}

static void pajek_lists_and_matrices(void **state)
{
	(void)state;
	ties_are(FORMAT_PAJEK, "*Vertices 3\n*Arcslist\n1 2 3\n3 1\n", "from|to/1|2/1|3/3|1", "node/1/2/3");
	ties_are(FORMAT_PAJEK, "*Vertices 2\n*Matrix\n0 2.5\n1 0\n", "from|to|weight/1|2|2.5/2|1|1", NULL);
	assert_int_equal(f.direction, DIRECTION_MATRIX);
	ties_are(FORMAT_PAJEK, "*Vertices 3 1\n*Edgeslist\n1 2 3\n", "from|to/1|2/1|3", "node|mode/1|1/2|2/3|2");
	assert_true(noted("two-mode"));
}

static void pajek_labels_that_repeat(void **state)
{
	(void)state;
	ties_are(FORMAT_PAJEK, "*Vertices 3\n1 \"x\"\n2 \"x\"\n*Edges\n1 2\n", "from|to/1|2", "node|label/1|x/2|x/3|NA");
	assert_true(noted("labels repeat"));
}

static void pajek_partitions_and_vectors(void **state)
{
	(void)state;
	ties_are(FORMAT_PAJEK, "*Network n\n*Vertices 2\n1 a\n2 b\n*Edges\n1 2\n*Partition sex\n*Vertices 2\n1\n2\n"
	         "*Vector age\n*vertices 2\n30.5\n41\n*Permutation p\n*Vertices 2\n2\n1\n",
	         "from|to/a|b", "node|sex|age/a|1|30.5/b|2|41");
	assert_true(noted("1 other object"));
}

static void pajek_refuses(void **state)
{
	static const struct { const char *text, *words; } bad[] = {
		{ "*Vertices 2\n1 a\n2 \"b", "x:3: a quote that is not closed" },
		{ "*Vertices 2\n1 \"a \"b\" c\"\n", "x:2: a quote inside quotes" },
		{ "*Vertices 2\n*Edges\n1 3\n", "x:3: '3' is no vertex" },
		{ "*Vertices 2\n*Edges\n1\n", "x:3: the line ends too early" },
		{ "*Vertices 2\n*Edges\n1 2 abc\n", "x:3: 'abc' is not a number" },
		{ "*Vertices 2\n*Edges\n1 2 0,5\n", "decimal point" },
		{ "*Vertices 2\n*Matrix\n0 1\n1\n", "cut short" },
		{ "*Vertices 2\n*Matrix\n0 1 1 0 0\n", "more than 2 rows" },
		{ "*Vertices x\n", "'x' is not a number of vertices" },
		{ "*Vertices 2\n1 a\n1 b\n", "x:3: vertex 1 stands twice" },
		{ "*Edges\n1 2\n", "before *Vertices" },
		{ "*Network a\n*Vertices 1\n*Network b\n*Vertices 1\n", "x:4: a second network" },
		{ "*Vertices 2\n*Partition p\n*Vertices 2\n1\n", "1 values for 2" },
		{ "*Network a\n", "no *Vertices" }
	};

	(void)state;
	for (size_t k = 0; k < sizeof bad / sizeof *bad; k++)
		assert_fails(E_DATA, bad[k].words, read_as(FORMAT_PAJEK, bad[k].text));
}

/* --- DL ------------------------------------------------------------------------------------------------ */

static void dl_matrices(void **state)
{
	(void)state;
	ties_are(FORMAT_DL, "DL N = 3 FORMAT = FULLMATRIX DIAGONAL PRESENT\nROW LABELS:\n\"Anna B\"\nbo,ci\nDATA:\n0 1 NA\n2 0 0\n1 0 0\n",
	         "from|to|weight/Anna B|bo|1/bo|Anna B|2/ci|Anna B|1", "node/Anna B/bo/ci");
	assert_int_equal(f.direction, DIRECTION_MATRIX);
	assert_true(noted("1 missing"));
	ties_are(FORMAT_DL, "dl n=2\nlabels embedded:\ndata:\na b\na 0 1\nb 1 0\n", "from|to/a|b/b|a", "node/a/b");
	ties_are(FORMAT_DL, "dl n=3 format=lowerhalf diagonal=absent\ndata:\n1\n0 5\n", "from|to|weight/2|1|1/3|2|5", NULL);
	assert_int_equal(f.direction, DIRECTION_TIES);
	ties_are(FORMAT_DL, "dl n=3 format=upperhalf\ndata:\n0 1 0\n0 5 0\n", "from|to|weight/1|2|1/2|3|5", NULL);
	ties_are(FORMAT_DL, "dl n=2 nm=2\nlabels:\na,b\nmatrix labels:\nwork,play\ndata:\n0 1\n0 0\n\n0 0\n1 0\n",
	         "from|to|layer/a|b|work/b|a|play", NULL);
}

static void dl_lists(void **state)
{
	(void)state;
	ties_are(FORMAT_DL, "DL n=3\nformat = edgelist1\nlabels:\na:1,b=2,c\ndata:\n1 2 2.50\n2 3\n", "from|to|weight/a:1|b=2|2.50/b=2|c|1",
	         "node/a:1/b=2/c");
	ties_are(FORMAT_DL, "dl n=3 format=nodelist1\nlabels embedded\ndata:\nx y z\ny z\n", "from|to/x|y/x|z/y|z", NULL);
	ties_are(FORMAT_DL, "dl n=5 format=edgelist1\nlabels embedded\ndata:\nx y\n", "from|to/x|y", "node/x/y");
	assert_true(noted("n=5, but only 2 labels"));
	ties_are(FORMAT_DL, "dl n=2 nm=2 format=el1\ndata:\n1 2\n!\n2 1\n", "from|to|layer/1|2|1/2|1|2", NULL);
}

static void dl_refuses(void **state)
{
	static const struct { const char *text, *words; } bad[] = {
		{ "dl n=3\ndata:\n0 1 0\n", "cut short" },
		{ "dl n=2\ndata:\n0 1\n1 0\n7\n", "more values" },
		{ "dl n=2\ndata:\n0 x\n1 0\n", "x:3: 'x' in the matrix is not a number" },
		{ "dl nr=2, nc=3\ndata:\n0 1\n", "two-mode" },
		{ "dl n=2 format=edgelist1\ndata:\n1 3\n", "'3' is no person" },
		{ "dl n=2 format=edgelist1\ndata:\n1 2 x\n", "'x' is not a number" },
		{ "dl n=2 format=edgelist1\ndata:\n1 2 3 4\n", "more than two" },
		{ "dl n=2 format=edgelist1\nlabels embedded\ndata:\na b\nc a\n", "one label more" },
		{ "dl n=2 format=edgearray1\ndata:\n", "is not read" },
		{ "dl\ndata:\n", "n=" }, { "dl n=2\n", "data:" }, { "dl n=2 colour=red\n", "'colour' is not understood" },
		{ "dl n=2\nlabels:\na,a\ndata:\n0 0\n0 0\n", "twice" }
	};

	(void)state;
	for (size_t k = 0; k < sizeof bad / sizeof *bad; k++)
		assert_fails(E_DATA, bad[k].words, read_as(FORMAT_DL, bad[k].text));
}

/* --- GML -------------------------------------------------------------------------------------------------- */

static void gml_reads(void **state)
{
	(void)state;
	ties_are(FORMAT_GML, "Creator \"x [\"\nVersion 1\n# c\ngraph [ directed 1 multigraph 1\n node [ id 5 label \"A &amp; &quot;B&quot; &#233;&#x20AC; &no;\" "
	         "age 3 graphics [ x 1 [ y 2 ] ] ]\n node [ label \"b\" id 7 ] edge [ source 5 target 7 value 2.50 kind \"two\nlines\" ] ]\n",
	         "from|to|value|kind/A & \"B\" é€ &no;|b|2.50|two lines", "node|age/A & \"B\" é€ &no;|3/b|NA");
	assert_int_equal(f.direction, DIRECTION_ARCS);
	assert_true(noted("'graphics'"));
	assert_int_equal(f.flattened, 1);
}

static void gml_ids(void **state)
{
	(void)state;
	ties_are(FORMAT_GML, "graph [ edge [ source 1000000000000000001 target 007 ] node [ id 007 ] node [ id 1000000000000000001 ] ]",
	         "from|to/1000000000000000001|007", NULL);
	assert_int_equal(f.direction, DIRECTION_TIES);
	ties_are(FORMAT_GML, "graph [ node [ id 0 name \"Zoe\" ] node [ id 1 name \"b\" from 3 ] edge [ source 1 target 0 from 1 weight NAN ] ]",
	         "from|to|from_|weight/b|Zoe|1|NA", "node|from_/Zoe|NA/b|3");
	ties_are(FORMAT_GML, "graph [ node [ id 0 label \"x\" ] node [ id 1 label \"x\" ] ]", "from|to", "node|label/0|x/1|x");
}

static void gml_refuses(void **state)
{
	static const struct { const char *text, *words; } bad[] = {
		{ "graph [ node [ id 1 ]\n edge [ source 1 target 9 ] ]", "x:2: the edge names node '9'" },
		{ "graph [\nnode [ id 1 ]\nnode [ id 1 ] ]", "x:3: node '1' stands twice, first in line 2" },
		{ "graph [ node [ id 1 label \"A ] ]", "never closed" }, { "graph [ node [ id 1 ", "never closed" },
		{ "graph [ node [ id ] ]", "has no value" }, { "graph [ node [ label \"x\" ] ]", "without id" },
		{ "graph [ edge [ source 1 ] ]", "without target" }, { "Version 1", "no graph" }, { "]", "without [" }
	};

	(void)state;
	for (size_t k = 0; k < sizeof bad / sizeof *bad; k++)
		assert_fails(E_DATA, bad[k].words, read_as(FORMAT_GML, bad[k].text));
}

/* --- GraphML ------------------------------------------------------------------------------------------------ */

#define HEAD "<?xml version=\"1.0\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"

/* In igraph's own hands the id would be B&#38;b, the number 1e18, the truth value of B&b false, and the
 * ends of the edge turned. */
static void graphml_keeps_what_stands_there(void **state)
{
	(void)state;
	ties_are(FORMAT_GRAPHML, HEAD "<!-- <graph edgedefault=\"directed\"> --><key id=\"d0\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>"
	         "<key id='d1' for='node' attr.name='age' attr.type='long'/><key id=\"d2\" for=\"node\" attr.name=\"x\" attr.type=\"boolean\"/>"
	         "<key id=\"d3\" for=\"node\" attr.name=\"note\"/>"
	         "<graph id=\"G\" edgedefault=\"undirected\"><node id=\"Anna\"><data key=\"d1\">1000000000000000001</data><data key=\"d2\">true</data></node>"
	         "<node id=\"B&amp;b\"><data key=\"d3\">a&lt;b</data></node><edge source=\"Anna\" target=\"B&amp;b\"><data key=\"d0\">2.50</data></edge>"
	         "</graph></graphml>",
	         "from|to|weight/Anna|B&b|2.50", "node|age|x|note/Anna|1000000000000000001|true|NA/B&b|NA|NA|a<b");
	assert_int_equal(f.direction, DIRECTION_TIES);
	assert_int_equal(f.notes, 0);
}

static void graphml_of_igraph(void **state)
{
	(void)state;
	ties_are(FORMAT_GRAPHML, HEAD "<key id=\"n\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/><graph edgedefault=\"directed\">"
	         "<node id=\"n0\"><data key=\"n\">Zoe</data></node><node id=\"n1\"><data key=\"n\">b</data></node><edge source=\"n1\" target=\"n0\"/>"
	         "</graph></graphml>", "from|to/b|Zoe", "node/Zoe/b");
	assert_int_equal(f.direction, DIRECTION_ARCS);
	assert_true(noted("'name'"));
}

static void graphml_tells_what_it_passes_over(void **state)
{
	(void)state;
	ties_are(FORMAT_GRAPHML, HEAD "<graph edgedefault=\"directed\"><node id=\"a\"/><node id=\"b\"/><edge source=\"a\" target=\"b\" directed=\"false\"/>"
	         "<hyperedge><endpoint node=\"a\"/></hyperedge></graph><graph edgedefault=\"directed\"/></graphml>", "from|to/a|b", "node/a/b");
	assert_true(noted("2 graphs"));
	assert_true(noted("hyperedges"));
	assert_true(noted("1 edges are marked undirected"));
}

static void graphml_refuses_in_one_sentence(void **state)
{
	static const struct { const char *text, *words; } bad[] = {
		{ HEAD "<graph edgedefault=\"undirected\"><node id=\"a\"/><edge source=\"a\" tar", "x:3: not sound GraphML" },
		{ HEAD "<graph edgedefault=\"undirected\"><node id=\"a\"/>", "not sound GraphML" },
		{ "<?xml version=\"1.0\"?><html></html>", "it has no <graph>" }, { "<graphml", "not sound GraphML" }
	};

	(void)state;
	for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
		assert_fails(E_DATA, bad[k].words, read_as(FORMAT_GRAPHML, bad[k].text));
		assert_null(strchr(why.text, '\n'));
	}
}

/* --- edge lists: what parts the fields, and the header --------------------------------------------------------- */

static struct edgelist list;

static int read_list(const char *text, struct edgelist_how how)
{
	static struct edgelist_how kept;
	char *copy = arena_copy(&memory, text, strlen(text));

	kept = how;
	copy[strlen(text)] = '\n';
	f = (struct foreign){ .arena = &memory, .file = "x" };
	sheet_open(&f.ties, &memory);
	sheet_open(&f.nodes, &memory);
	why = (struct err){ 0 };
	return edgelist_read(&f, "x", copy, strlen(text), &kept, &list, &why);
}

static void list_is(const char *text, const char *want)
{
	assert_ok(read_list(text, (struct edgelist_how){ 0 }));
	assert_false(list.is_matrix);
	assert_string_equal(shown(&list.clean), want);
}

static void separators_are_found(void **state)
{
	(void)state;
	list_is("i\tj\na b\tc,d\n", "i|j/a b|c,d");
	list_is("i,j\na b,c\n", "i|j/a b|c");
	list_is("i;j;w\na;b;0,5\n", "i|j|w/a|b|0,5");
	list_is("i j\n a  b \n", "i|j/a|b");
	list_is("i j w\na\tb\t1\n", "i|j|w/a|b|1");
	list_is("1 2 0.5\n2 3 1\n", "i|j|weight/1|2|0.5/2|3|1");
	list_is("\xEF\xBB\xBFi,j\r\na,b\r\n", "i|j/a|b");
	list_is("i, j\n1, 2\n2 ,3\n", "i|j/1|2/2|3");
	assert_int_equal(list.trimmed, 2);
	list_is("i,j\n\"a, b\",\"say \"\"x\"\"\"\n", "i|j/a, b|say \"x\"");
	list_is("\"from\" \"to\"\n\"1\" \"Anna Maria\" \"Bo\"\n", "from|to/Anna Maria|Bo");
	list_is("i\tj\n\"a\"\t\"b\"\n", "i|j/a|b");
	list_is("i j\n1 a b\n2 b c\n", "i|j/a|b/b|c");           /* R's row names */
}

static void headers_are_found_or_made(void **state)
{
	(void)state;
	list_is("2 1\n1 3\n", "i|j/2|1/1|3");
	assert_false(list.header);
	list_is("ann bob 3\nbob cia 1\n", "i|j|weight/ann|bob|3/bob|cia|1");
	assert_true(noted("numbers in the first line"));
	list_is("from to 2019\nbob cia 1\n", "from|to|2019/bob|cia|1");
	list_is("1,2,1082040961\n", "i|j|time/1|2|1082040961");
	list_is("% asym weighted\n1 2 3 1082040961\n", "i|j|weight|time/1|2|3|1082040961");
	assert_int_equal(f.direction, DIRECTION_ARCS);
	list_is("# Undirected graph: x\n#a b\n1\t2\n", "i|j/1|2");
	assert_int_equal(f.direction, DIRECTION_TIES);
	assert_int_equal(list.clean.preamble.len, 27);
	assert_fails(E_DATA, "--header", read_list("1 2 3 4\n2 3 4 5\n", (struct edgelist_how){ 0 }));
	assert_fails(E_DATA, "two-mode", read_list("% bip unweighted\n1 2\n", (struct edgelist_how){ 0 }));
	assert_ok(read_list("a b\nb c\n", (struct edgelist_how){ .header = "x,y" }));
	assert_string_equal(shown(&list.clean), "x|y/a|b/b|c");
}

static void ends_are_found_or_named(void **state)
{
	(void)state;
	list_is("w,Target,Source\n1,b,a\n", "Source|Target|w/a|b|1");
	assert_false(list.guessed);
	assert_int_equal(f.direction, DIRECTION_ARCS);
	list_is("person,friend,to\na,b,c\n", "person|friend|to/a|b|c");
	assert_true(list.guessed);
	list_is(",person,friend\n1,a,b\n", "person|friend/a|b");
	assert_true(noted("column 1 has no name"));
	assert_ok(read_list("a,b,c\n1,2,3\n", (struct edgelist_how){ .ends = "c,a" }));
	assert_string_equal(shown(&list.clean), "c|a|b/3|1|2");
	assert_fails(E_USAGE, "did you mean 'friend'", read_list("person,friend\na,b\n", (struct edgelist_how){ .ends = "person,freind" }));
	assert_fails(E_USAGE, "two columns", read_list("person,friend\na,b\n", (struct edgelist_how){ .ends = "person" }));
	assert_fails(E_DATA, "one column", read_list("person\na\n", (struct edgelist_how){ 0 }));
	list_is("Source,Target,Type\na,b,Undirected\n", "Source|Target|Type/a|b|Undirected");
	assert_int_equal(f.direction, DIRECTION_TIES);
}

static void matrices_are_found(void **state)
{
	struct table t, n;

	(void)state;
	assert_ok(read_list(",a,b\na,0,2\nb,1,0\n", (struct edgelist_how){ 0 }));
	assert_true(list.is_matrix);
	assert_ok(foreign_tables(&f, NULL, &t, &n, &why));
	assert_string_equal(shown(&t), "from|to|weight/a|b|2/b|a|1");
	assert_ok(read_list("a b\na 0 1\nb NA 0\n", (struct edgelist_how){ 0 }));
	assert_true(list.is_matrix);
	assert_true(noted("1 missing"));
	assert_ok(read_list("0 1\n0 0\n", (struct edgelist_how){ .matrix = true }));
	assert_ok(foreign_tables(&f, NULL, &t, &n, &why));
	assert_string_equal(shown(&t), "from|to/1|2");
	assert_ok(read_list("0 1 0 0 1\n1 0 0 0 0\n0 0 0 1 0\n0 0 1 0 0\n1 0 0 0 0\n", (struct edgelist_how){ 0 }));
	assert_true(list.is_matrix);
	assert_fails(E_DATA, "square", read_list("a b c\na 0 1 2\nb 0 0 1\n", (struct edgelist_how){ .matrix = true }));
	assert_fails(E_DATA, "x:3: 'x' in the matrix", read_list(",a,b\na,0,2\nb,x,0\n", (struct edgelist_how){ 0 }));
}

static void rows_are_judged(void **state)
{
	static const struct { const char *text, *words; } bad[] = {
		{ "i,j\na,b\n\n# c\na\n", "x:5: 1 field, but the header has 2" }, { "i,j\na,b,c\n", "x:2: 3 fields, but the header has 2" },
		{ "1 2\n1 2 3\n", "x:2: 3 fields, but the first line has 2" }, { "i,j\na,\n", "x:2: column 'j' is empty" },
		{ "i,j,Weight\na,b,abc\n", "x:2: column 'Weight': 'abc' is not a number" },
		{ "i;j;weight\na;b;0,5\n", "decimal comma" }, { "i,j\na,\"b\n", "never closed" }
	};

	(void)state;
	for (size_t k = 0; k < sizeof bad / sizeof *bad; k++)
		assert_fails(E_DATA, bad[k].words, read_list(bad[k].text, (struct edgelist_how){ 0 }));
	list_is("i,j\na,b,\n,\n   \n# a comment\nc,d,,\n", "i|j/a|b/c|d");
	assert_int_equal(list.blank, 2);
	assert_int_equal(list.comments, 1);
	assert_int_equal(list.trailing, 2);
	list_is("i\tj\n#metoo\t%x\n", "i|j/#metoo|%x");
}

static void bad_rows_are_kept_aside(void **state)
{
	(void)state;
	assert_ok(read_list("i,j,weight\na,b,abc\nc,,1\na,\"x\"y,3\n\nq\tr\ng,h,2\n", (struct edgelist_how){ .rejects = true }));
	assert_string_equal(shown(&list.clean), "i|j|weight/g|h|2");
	assert_int_equal(list.rows, 5);
	assert_int_equal(list.rejected, 4);
	assert_int_equal(list.rejects.len, strlen("line\treason\ttext\n2\tcolumn 'weight': 'abc' is not a number\ta,b,abc\n"
	                 "3\tcolumn 'j' is empty: both ends of a tie must be named\tc,,1\n"
	                 "4\ta quote is out of place: inside quotes it is written twice\ta,\"x\"y,3\n"
	                 "6\t1 field, but the header has 3\tq\\tr\n"));
	assert_int_equal(edgelist_line(&list, 0), 7);
}

/* Memory may end anywhere: the readers must leave nothing behind but an error. */
struct attempt { enum format format; const char *text; };

static int attempt(void *arg)
{
	const struct attempt *a = arg;
	struct table t, n;

	TRY(a->format == FORMAT_TABLE ? read_list(a->text, (struct edgelist_how){ .rejects = true }) : read_as(a->format, a->text));
	return a->format == FORMAT_TABLE ? OK : foreign_tables(&f, NULL, &t, &n, &why);
}

static void memory_may_end_anywhere(void **state)
{
	static struct attempt all[] = {
		{ FORMAT_PAJEK, "*Vertices 2\n1 \"a\"\n2 b\n*Arcs\n1 2 3\n" }, { FORMAT_DL, "dl n=2\nlabels:\na,b\ndata:\n0 1\n2 0\n" },
		{ FORMAT_GML, "graph [ node [ id 1 label \"&amp;\" ] node [ id 2 x 3 ] edge [ source 1 target 2 ] ]" },
		{ FORMAT_GRAPHML, HEAD "<graph edgedefault=\"directed\"><node id=\"a\"/><node id=\"b\"/><edge source=\"a\" target=\"b\"/></graph></graphml>" },
		{ FORMAT_TABLE, "i,j\na,b\n\"c\"d,e\nc,d\n" }
	};

	(void)state;
	for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
		int code = E_MEMORY;
		for (size_t limit = 256; code && limit < 1 << 22; limit += limit / 16 + 16) {
			arena_free(&memory);
			memory.limit = limit;
			why = (struct err){ 0 };
			code = arena_guard(&memory, attempt, &all[k], &why);
			if (code && code != E_MEMORY)
				fail_msg("format %s, %zu bytes: %s", format_name(all[k].format), limit, why.text);
		}
		memory.limit = 0;
		assert_int_equal(code, OK);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(formats_are_guessed),
		CHECK(pajek_arcs_and_edges),
		CHECK(pajek_wanted_undirected),
		CHECK(pajek_relations_labels_and_intervals),
		CHECK(pajek_lists_and_matrices),
		CHECK(pajek_labels_that_repeat),
		CHECK(pajek_partitions_and_vectors),
		CHECK(pajek_refuses),
		CHECK(dl_matrices),
		CHECK(dl_lists),
		CHECK(dl_refuses),
		CHECK(gml_reads),
		CHECK(gml_ids),
		CHECK(gml_refuses),
		CHECK(graphml_keeps_what_stands_there),
		CHECK(graphml_of_igraph),
		CHECK(graphml_tells_what_it_passes_over),
		CHECK(graphml_refuses_in_one_sentence),
		CHECK(separators_are_found),
		CHECK(headers_are_found_or_made),
		CHECK(ends_are_found_or_named),
		CHECK(matrices_are_found),
		CHECK(rows_are_judged),
		CHECK(bad_rows_are_kept_aside),
		CHECK(memory_may_end_anywhere),
	};

	return cmocka_run_group_tests_name("formats", tests, NULL, NULL);
}
