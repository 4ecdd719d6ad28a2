/* component.h - the ties of components and of cores: some kept, or all numbered.
 *
 * Components and cores of one network are those of graph.h; here they meet a table of ties and its
 * parts.  k-core: Seidman (1983), doi:10.1016/0378-8733(83)90028-X.
 */
#ifndef TIES_COMPONENT_H
#define TIES_COMPONENT_H

#include "tool.h"

#define COMPONENT_ANY UINT64_MAX        /* not given */

/* What is asked for. */
struct component_how {
	bool strong;                    /* strong components; needs arcs */
	uint64_t least;                 /* keep components of so many people; COMPONENT_ANY: the largest only */
	bool label;                     /* keep all ties, add the number of their component */
	uint64_t core;                  /* keep the ties of this core, or COMPONENT_ANY */
	bool cores;                     /* keep all ties, add their core number */
};

/* Read the run's ties, keep or number those of each part, write; what was left out is counted on
 * standard error.  An arc between two strong components belongs to neither: left out, or NA.  E_USAGE, E_DATA. */
int component_run(struct run *, const struct component_how *, struct err *);

#endif
