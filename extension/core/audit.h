/*
 * audit.h
 *		What a score did to a group of people, from the tally of its scores.
 */
#ifndef MSHIP_AUDIT_H
#define MSHIP_AUDIT_H

#include "core/tally.h"

/* Groups smaller than this are marked: their numbers say little, and much of
 * single people. */
#define MSHIP_AUDIT_SMALL 10

#define MSHIP_CALIBRATION_MAX_BANDS 1000

/* Counts, and the measures that follow from them; "has" where one exists. */
typedef struct MshipMeasure
{
	bool		has;
	double		value;
} MshipMeasure;

typedef struct MshipAudit
{
	int64_t		rows;
	int64_t		positives;		/* had the outcome */
	int64_t		flagged;		/* scored the cutoff or more */
	int64_t		hits;			/* both */
	MshipMeasure base_rate;
	MshipMeasure flagged_share;
	MshipMeasure precision;		/* of the flagged, who had the outcome */
	MshipMeasure recall;		/* of those with the outcome, who was flagged */
	MshipMeasure false_positive_rate;	/* of those without, who was flagged */
	MshipMeasure false_negative_rate;	/* of those with, who was not */
	MshipMeasure auc;
	MshipMeasure mean_score;
	MshipMeasure brier;			/* where every score is a probability */
} MshipAudit;

/* Canonical tallies. */
extern void mship_audit(const MshipTallyEntry *entries, uint32_t count,
						double cutoff, MshipAudit *audit);
extern MshipStatus mship_calibration_check(const MshipTallyEntry *entries,
										   uint32_t count, int bands,
										   MshipFault *fault);
extern uint32_t mship_calibration_end(const MshipTallyEntry *entries, uint32_t count,
									  int bands, int band, uint32_t from);

#endif							/* MSHIP_AUDIT_H */
