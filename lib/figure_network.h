/* figure_network.h - people and ties as they will be drawn: what the parts of `plot network` share. */
#ifndef TIES_FIGURE_NETWORK_H
#define TIES_FIGURE_NETWORK_H

#include "figure.h"

enum { NETWORK_PEOPLE = 2000, NETWORK_TIES = 20000, NETWORK_GROUPS = 6, NETWORK_WIDTHS = 7 };

struct network {
	uint32_t n;                     /* people */
	const char **name;
	uint32_t *degree, *group;       /* contacts; group of a person, 0 .. ngroup - 1 */
	double *x, *y;                  /* points from the lower left corner of the frame */
	uint64_t m;                     /* lines: pairs with a tie, a < b */
	uint32_t *a, *b;
	double *weight;                 /* summed; NULL: all lines are equal */
	const char *weight_name, *group_name;   /* columns, or NULL */
	int ngroup;                     /* 1 without -a: no colours */
	const char *group_word[NETWORK_GROUPS + 1], *group_key[NETWORK_GROUPS + 1];      /* "a", "a (17)" */
	const char *hue[NETWORK_GROUPS + 1];
	enum shape shape[NETWORK_GROUPS + 1];
	uint32_t size[NETWORK_GROUPS + 1];      /* people of a group */
	uint32_t unknown;               /* the group of those who have none, or NO_CODE */
	uint64_t across;                /* lines between groups */
	double disc, apart;             /* points across a node, and between two middles */
	bool inside;                    /* names are written in the nodes */
	double width, height, foot;     /* of the frame, points; its lowest part holds the key */
};

/* Ties of the table, people and groups of --nodes. */
int network_read(struct figure *, struct network *, struct err *);

/* Names of the `top` people by degree beside their nodes; returns how many found no room. */
int network_names(struct page *, const struct network *, uint32_t top);

#endif
