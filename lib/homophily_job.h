/* homophily_job.h - what the parts of homophily share: what is wanted, and the rows that come out. */
#ifndef TIES_HOMOPHILY_JOB_H
#define TIES_HOMOPHILY_JOB_H

#include "assort.h"
#include "groups.h"
#include "segregation.h"
#include "stat_jackknife.h"
#include "stat_test.h"

/* Every measure, in the order of the output: those of segregation.h, then these. */
enum {
	H_SPECTRAL = SEG_MEASURES,
	H_NUMERIC,                      /* those of assort.h */
	H_CONNECTEDNESS = H_NUMERIC + ASSORT_MEASURES, H_EXPOSURE, H_BIAS, H_SUPPORT, H_CLUSTERING,
	H_MEASURES
};
const char *homophily_name(int measure);

struct homophily_how;
struct homophily_job {
	struct run *run;
	const struct homophily_how *how;
	struct net net;
	bool want[H_MEASURES];
	struct null_choice null;
	const char *null_name;          /* NULL: no test */
	uint32_t replicates;            /* 0: no test */
	struct groups within;           /* of labels:within=; name NULL: none */
	uint64_t unknown;               /* people whose stratum is not known, once for each test */
	uint64_t repeated;              /* rows that repeat a tie */
	bool counted;                   /* those of this network are counted */
	struct dealt_switches switches;
	struct chunk { struct tested *row; uint64_t n; struct chunk *next; } *first, **last;
};

/* n rows more, in which nothing is known yet. */
struct tested *homophily_rows(struct homophily_job *, uint64_t n);

static inline bool wants_any(const struct homophily_job *j, int from, int to)
{
	while (from < to && !j->want[from])
		from++;
	return from < to;
}

/* What stands in the column group: there NA is the whole network, and people without the attribute (--na category) are (NA). */
static inline struct cell homophily_label(struct cell group) { return cell_is(group, "NA") ? cell_of("(NA)") : group; }

/* Count the repeated rows of a network, once. */
static inline void homophily_repeated(struct homophily_job *j, uint64_t rows)
{
	j->repeated += j->counted ? 0 : rows;
	j->counted = true;
}

/* Who exchanges labels with whom: n people, who[] of them in the part (NULL: the same), in the order of order[]; strata
 * as labels:within= says.  Those without a label (label NULL: nobody), or whose stratum is not known, take no part. */
int homophily_strata(struct homophily_job *, uint32_t part, uint32_t n, const uint32_t *who, const uint32_t *order,
                     const uint32_t *label, struct null_strata *, struct err *);

/* The test of a row whose value is there. */
void homophily_test(const struct homophily_job *, const double *null, struct tested *);

/* Threads for the replicates of a network with so many ties. */
int homophily_threads(const struct homophily_job *, uint64_t ties);

/* --- standard errors ------------------------------------------------------------------------------------------ */

/* A number over some of the ties of a network: tie row[k], k < m, has the influence u[k] on it, in first order: of a weighted
 * mean of y, w (y - mean) / sum w.  row, u and m are filled in by whoever asks. */
struct homophily_errors {
	struct jackknife people;
	struct jackknife_scratch scratch;
	uint32_t *a, *b, *row;
	double *u;
	uint32_t m;
};
void homophily_errors(struct homophily_job *, const struct simple *, struct homophily_errors *);

/* All ties, m of them: what is left over of the sum of u[] is taken off, in proportion to the weights (NULL: 1). */
void homophily_all_ties(struct homophily_errors *, uint32_t m, const double *weight);

/* Ties left out one by one, which takes them as independent, or people. */
double homophily_error(const struct homophily_errors *, bool people, double *df);

/* What is left out for a measure for which people (or ties) are the rule. */
bool homophily_by_people(const struct homophily_job *, bool rule);

/* The replicates of one network: what is common to all of them. */
struct dealt homophily_dealt(const struct homophily_job *, const struct simple *, const double *weight,
                             const struct null_strata *);

/* --- the parts: rows of one network and one attribute, appended ------------------------------------------------ */
int homophily_groups(struct homophily_job *, uint32_t part, const struct groups *, struct err *);
int homophily_numbers(struct homophily_job *, uint32_t part, const struct groups *, const double *number, struct err *);
int homophily_capital(struct homophily_job *, uint32_t part, const struct groups *, const struct groups *setting, struct err *);
int homophily_knit(struct homophily_job *, uint32_t part, const struct groups *setting, struct err *);

/* All of it, from a mixing matrix. */
int homophily_mixing(struct homophily_job *, struct err *);

#endif
