/*
 * absence.h
 *		An absence rule applied to a student's record.
 *
 * Days are summed exactly: whole days as a count, parts of days over a common
 * denominator.  Nothing is rounded before it is printed.
 */
#ifndef MSHIP_ABSENCE_H
#define MSHIP_ABSENCE_H

#include "core/attendance.h"
#include "core/attendance_rule.h"
#include "core/exact.h"
#include "core/weekday_counts.h"

#define MSHIP_MILLION 1000000

typedef enum MshipBand
{
	MSHIP_BAND_NOT_EVALUABLE,
	MSHIP_BAND_SATISFACTORY,	/* below 5 % */
	MSHIP_BAND_AT_RISK,			/* below 10 % */
	MSHIP_BAND_MODERATE,		/* below 20 % */
	MSHIP_BAND_SEVERE
} MshipBand;

typedef enum MshipVerdict
{
	MSHIP_VERDICT_NOT_EVALUABLE = -1,
	MSHIP_VERDICT_NO,
	MSHIP_VERDICT_YES
} MshipVerdict;

/* A rule made ready: what a day without minutes is, by its status. */
typedef enum MshipDayClass
{
	MSHIP_DAY_EXCLUDED,
	MSHIP_DAY_PRESENT,
	MSHIP_DAY_ABSENT,
	MSHIP_DAY_HALF				/* only where the rule counts fractions */
} MshipDayClass;

typedef struct MshipAbsenceRuler
{
	const MshipAttendanceRule *rule;
	uint8_t		plain[MSHIP_STATUS_CODES];	/* MshipDayClass */
	MshipKind	enrolled;		/* statuses of days that count */
	MshipKind	by_minutes;		/* those whose minutes are looked at */
} MshipAbsenceRuler;

/* Days enrolled, and days absent as missed / denominator. */
typedef struct MshipAbsence
{
	uint32_t	enrolled;
	MshipExact	missed;
	MshipExact	denominator;
} MshipAbsence;

/* absent_days, absence_rate and change, in millionths; false for a NULL */
typedef struct MshipTrend
{
	bool		has_recent;
	bool		has_prior;
	uint32_t	recent;
	uint32_t	prior;
	int32_t		change;
} MshipTrend;

extern void mship_absence_ruler(const MshipAttendanceRule *rule,
								MshipAbsenceRuler *ruler);
extern void mship_absence(const MshipAbsenceRuler *ruler,
						  const MshipAttendance *a, MshipAbsence *absence);

extern MshipVerdict mship_absence_chronic(const MshipAttendanceRule *rule,
										  const MshipAbsence *absence);
extern MshipBand mship_absence_band(const MshipAttendanceRule *rule,
									const MshipAbsence *absence);
extern const char *mship_band_name(MshipBand band);

/* Rounded to millionths, halves up; the rate only where days are enrolled. */
extern uint32_t mship_absence_rate(const MshipAbsence *absence);
extern uint64_t mship_absence_days(const MshipAbsence *absence);

/* absence_weekday.c */
extern void mship_absence_by_weekday(const MshipAbsenceRuler *ruler,
									 const MshipAttendance *a,
									 MshipAbsence absence[MSHIP_WEEKDAYS],
									 MshipWeekdayCounts *counts);
extern void mship_absence_trend(const MshipAbsenceRuler *ruler,
								const MshipAttendance *a, uint32_t window_days,
								int32_t as_of, MshipTrend *trend);

/* For those who sum parts of a record: see absence.c. */
typedef struct MshipAbsenceTally
{
	uint32_t	enrolled;
	uint32_t	whole;
	uint32_t	halves;
	MshipExact	parts;
} MshipAbsenceTally;

extern void mship_absence_denominator(const MshipAbsenceRuler *ruler,
									  const MshipAttendance *a,
									  uint32_t from, uint32_t to,
									  MshipExact *denominator);
extern void mship_tally_clear(MshipAbsenceTally *tally);
extern void mship_tally_add(MshipAbsenceTally *tally,
							const MshipAbsenceRuler *ruler, MshipMark mark,
							const MshipExact *denominator);
extern void mship_tally_finish(const MshipAbsenceTally *tally,
							   const MshipExact *denominator,
							   MshipAbsence *absence);

#endif							/* MSHIP_ABSENCE_H */
