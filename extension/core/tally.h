/*
 * tally.h
 *		How often each score went with an outcome and how often without.
 *
 * All that can be said of a score's worth (the area under the ROC curve,
 * average precision, the Brier score) follows from this table, and tables of
 * parts of the data add up to that of the whole.  It is therefore the state of
 * the aggregates.  A canonical tally is in ascending order of distinct
 * scores; the measures are computed in that order, so the order of the rows
 * cannot change a bit of the answer.
 *
 * A score is any double but NaN; negative zero is zero.
 */
#ifndef MSHIP_TALLY_H
#define MSHIP_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"

#define MSHIP_TALLY_WIRE_VERSION 1
#define MSHIP_TALLY_WIRE_HEADER 5	/* version, number of scores */
#define MSHIP_TALLY_WIRE_ENTRY 16

/* Distinct scores: half a gigabyte of them. */
#define MSHIP_TALLY_MAX_SCORES (UINT32_C(1) << 25)

/* Rows with the outcome, and rows without: their product stays an integer. */
#define MSHIP_TALLY_MAX_ROWS INT64_C(2147483647)

typedef struct MshipTallyEntry
{
	double		score;
	uint32_t	positives;		/* rows with the outcome */
	uint32_t	negatives;		/* rows without it */
} MshipTallyEntry;

/* The longest text of a double, and of an entry: ", " score ":" n "/" n */
#define MSHIP_DOUBLE_TEXT_MAX 32
#define MSHIP_TALLY_ENTRY_TEXT_MAX (MSHIP_DOUBLE_TEXT_MAX + 24)

/*
 * Doubles as text are the caller's business: the core knows no locale.  The
 * first returns false for what is no number; the second the length written, of
 * at most MSHIP_DOUBLE_TEXT_MAX bytes.
 */
typedef bool (*MshipReadDouble) (const char *text, size_t length, double *value);
typedef size_t (*MshipPrintDouble) (double value, char *text);

/* tally.c */
extern MshipStatus mship_tally_compact(MshipTallyEntry *entries, uint32_t *count,
									   MshipFault *fault);
extern MshipStatus mship_tally_merge(const MshipTallyEntry *a, uint32_t a_count,
									 const MshipTallyEntry *b, uint32_t b_count,
									 MshipTallyEntry *result, uint32_t *count,
									 MshipFault *fault);
extern int	mship_tally_cmp(const MshipTallyEntry *a, uint32_t a_count,
							const MshipTallyEntry *b, uint32_t b_count);
extern bool mship_tally_roc_auc(const MshipTallyEntry *entries, uint32_t count,
								double *auc);
extern bool mship_tally_average_precision(const MshipTallyEntry *entries,
										  uint32_t count, double *precision);
extern MshipStatus mship_tally_brier(const MshipTallyEntry *entries,
									 uint32_t count, double *score,
									 MshipFault *fault);

/* tally_io.c */
extern void mship_tally_write(const MshipTallyEntry *entries, uint32_t count,
							  uint8_t *wire);
extern MshipStatus mship_tally_read_count(const uint8_t *wire, size_t length,
										  uint32_t *count, MshipFault *fault);
extern MshipStatus mship_tally_read(const uint8_t *wire, uint32_t count,
									MshipTallyEntry *entries, MshipFault *fault);
extern size_t mship_tally_text_entries(size_t text_length);
extern MshipStatus mship_tally_parse(const char *text, size_t length,
									 MshipReadDouble read,
									 MshipTallyEntry *entries, uint32_t *count,
									 MshipFault *fault);
extern size_t mship_tally_print(const MshipTallyEntry *entries, uint32_t count,
								MshipPrintDouble print, char *text);

#endif							/* MSHIP_TALLY_H */
