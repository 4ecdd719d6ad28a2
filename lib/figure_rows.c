#include "figure_rows.h"

#include <math.h>

enum { WIDEST = 100 };

void rows_measure(struct page *p, struct row_names *r)
{
	double letters = 0;

	r->wide = 0;
	r->tall = false;
	for (int i = 0; i < r->n; i++) {
		const char *line[TEXT_LINES];
		int k = r->name[i] ? text_wrap(p->arena, r->name[i], 7, false, WIDEST, p->screen ? 1 : 2, line) : 0;

		for (int l = 0; l < k; l++) {
			r->wide = fmax(r->wide, text_width(line[l], 7, false) / CM);
			letters = fmax(letters, (double)text_length(line[l]));
		}
		r->tall |= k > 1;
	}
	if (p->screen)
		r->wide = 0.13 * letters;
}

static void write_beside(struct page *p, const struct panel *q, const struct row_names *r)
{
	for (int i = 0; i < r->n; i++) {
		const char *line[TEXT_LINES];
		int k = r->name[i] ? text_wrap(p->arena, r->name[i], 7, false, WIDEST, p->screen ? 1 : 2, line) : 0;
		double y = page_y(p, q, r->n - 1 - i) + 0.145 * (k - 1);

		for (int l = 0; l < k; l++)
			page_text(p, line[l], q->left - r->gap, y - 0.29 * l, 7, 1, INK);
	}
}

void rows_write(struct page *p, const struct row_names *r)
{
	for (int k = 0; k < p->npanel; k += p->ncol)
		write_beside(p, &p->panel[k], r);
}
