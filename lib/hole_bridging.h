/* hole_bridging.h - the column `bridging` of a network: exact if small, else as asked for. */
#ifndef TIES_HOLE_BRIDGING_H
#define TIES_HOLE_BRIDGING_H

#include "bridging.h"
#include "net.h"

enum { BRIDGING_EXACT = 5000 };         /* ties, up to which the exact numbers are waited for */

/* score[v], and with `sample` people drawn (sub-stream `part` of the run's seed) error[v], by PERSON.
 * E_USAGE: more than BRIDGING_EXACT ties and neither slow nor sample; the message has the time it would take. */
int hole_bridging(struct run *, uint32_t part, struct contacts *, bool slow, uint64_t sample,
                  double *score, double *error, struct err *);

#endif
