/*
 * attendance_rule.h
 *		The definition of absence as a value: which days count, when one is
 *		absent, and from which share of days on a student is chronically absent.
 */
#ifndef MSHIP_ATTENDANCE_RULE_H
#define MSHIP_ATTENDANCE_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"

typedef enum MshipRuleSide
{
	MSHIP_SIDE_INCLUSIVE,		/* chronic at the threshold */
	MSHIP_SIDE_EXCLUSIVE		/* chronic above it */
} MshipRuleSide;

/* When a partly missed day is absent. */
typedef enum MshipRulePartial
{
	MSHIP_PARTIAL_HALF_OR_MORE,
	MSHIP_PARTIAL_MORE_THAN_HALF,
	MSHIP_PARTIAL_FRACTION		/* by the share missed */
} MshipRulePartial;

/* How the days of a status count. */
typedef enum MshipRuleCount
{
	MSHIP_COUNT_ABSENT,
	MSHIP_COUNT_PRESENT,
	MSHIP_COUNT_EXCLUDED		/* neither enrolled nor absent */
} MshipRuleCount;

/* The groups of days for which a rule says so. */
typedef enum MshipRuleGroup
{
	MSHIP_GROUP_SUSPENSION,
	MSHIP_GROUP_IN_SCHOOL_SUSPENSION,
	MSHIP_GROUP_UNRECORDED,
	MSHIP_GROUP_EXEMPT,
	MSHIP_GROUP_EXCUSED,		/* whole and half days */
	MSHIP_RULE_GROUPS
} MshipRuleGroup;

#define MSHIP_RULE_MAX_DENOMINATOR 1000000
#define MSHIP_RULE_MAX_MIN_DAYS 36525

/* The stored form: 20 bytes without padding; equal rules are equal bytes. */
typedef struct MshipAttendanceRule
{
	uint32_t	threshold;		/* threshold / denominator, in lowest terms, */
	uint32_t	denominator;	/* above 0 and at most 1 */
	uint16_t	min_days;		/* 1 to MSHIP_RULE_MAX_MIN_DAYS */
	uint8_t		side;			/* MshipRuleSide */
	uint8_t		partial;		/* MshipRulePartial */
	uint8_t		count[MSHIP_RULE_GROUPS];	/* MshipRuleCount */
	uint8_t		reserved[3];	/* zero */
} MshipAttendanceRule;

/* version byte, then the fields in network byte order */
#define MSHIP_RULE_WIRE_VERSION 1
#define MSHIP_RULE_WIRE_BYTES 18

/* Longer than the longest canonical text (a unit test writes it). */
#define MSHIP_RULE_TEXT_MAX 240

/* attendance_rule.c */
extern int	mship_rule_cmp(const MshipAttendanceRule *a,
						   const MshipAttendanceRule *b);
extern MshipStatus mship_rule_set_threshold(MshipAttendanceRule *rule,
											uint64_t threshold,
											uint64_t denominator,
											MshipFault *fault);
extern bool mship_rule_preset(const char *name, size_t length,
							  MshipAttendanceRule *rule);
extern void mship_rule_write(const MshipAttendanceRule *rule, uint8_t *wire);
extern MshipStatus mship_rule_read(const uint8_t *wire, size_t length,
								   MshipAttendanceRule *rule,
								   MshipFault *fault);

/* attendance_rule_parse.c: text, not terminated by NUL in either direction */
extern MshipStatus mship_rule_parse(const char *text, size_t length,
									MshipAttendanceRule *rule,
									MshipFault *fault);
extern size_t mship_rule_print(const MshipAttendanceRule *rule, char *text);

#endif							/* MSHIP_ATTENDANCE_RULE_H */
