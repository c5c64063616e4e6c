/*
 * match_policy.h
 *		How mentees and mentors are to be matched, as a value.
 *
 * Text form: "key=value" pairs separated by ";" or ",".  Output names every key.
 */
#ifndef MSHIP_MATCH_POLICY_H
#define MSHIP_MATCH_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"

/* What to strive for. */
#define MSHIP_OBJECTIVE_PARTICIPATION 0 /* priorities, then scores */
#define MSHIP_OBJECTIVE_SCORE 1			/* the sum of scores alone */
#define MSHIP_OBJECTIVE_STABLE 2		/* no two who would both rather swap */

#define MSHIP_FAIRNESS_NONE 0
#define MSHIP_FAIRNESS_BOTTLENECK 1		/* first the worst pair */

#define MSHIP_SAME_SCHOOL_REQUIRED 0
#define MSHIP_SAME_SCHOOL_PREFERRED 1	/* counts like all other parts together */

/* Points are kept in thousandths. */
#define MSHIP_POINT_SCALE 3
#define MSHIP_POINT 1000
#define MSHIP_MAX_WEIGHT (1000 * MSHIP_POINT)
#define MSHIP_MAX_KEEP (1000000 * MSHIP_POINT)
#define MSHIP_MAX_MENTEES_PER_SLOT 1000

#define MSHIP_MATCH_POLICY_TEXT_MAX 320
#define MSHIP_MATCH_POLICY_WIRE_VERSION 1
#define MSHIP_MATCH_POLICY_WIRE_BYTES 29

/* 28 bytes without padding; also the form on disk. */
typedef struct MshipMatchPolicy
{
	uint8_t		objective;
	uint8_t		fairness;
	uint8_t		same_school;
	uint8_t		keep_existing;	/* 0 or 1: live pairs keep their seats */
	int32_t		schedule;		/* weights, in thousandths of a point */
	int32_t		traits;
	int32_t		language;
	int32_t		keep;			/* bonus of a live pair, likewise */
	int32_t		min_shared_slots;
	int32_t		mentees_per_slot;
} MshipMatchPolicy;

extern void mship_match_policy_default(MshipMatchPolicy *p);
extern MshipStatus mship_match_policy_parse(const char *text, size_t length,
											MshipMatchPolicy *p,
											MshipFault *fault);
extern size_t mship_match_policy_print(const MshipMatchPolicy *p, char *text);
extern bool mship_match_policy_valid(const MshipMatchPolicy *p);
extern void mship_match_policy_write(const MshipMatchPolicy *p, uint8_t *wire);
extern MshipStatus mship_match_policy_read(const uint8_t *wire, size_t length,
										   MshipMatchPolicy *p,
										   MshipFault *fault);

/* "objective" of assign(): participation or score */
extern bool mship_objective_parse(const char *text, size_t length,
								  int *objective);

#endif							/* MSHIP_MATCH_POLICY_H */
