/*
 * wording.h
 *		How the reports say things: the style of US schools, plain words.
 *
 * Each function returns its words by value, to be used at once.
 */
#ifndef REPORT_WORDING_H
#define REPORT_WORDING_H

#include <stdint.h>

#include "model/advice.h"
#include "model/attention.h"
#include "model/report_data.h"

typedef struct Words
{
	char		text[256];
} Words;

/* printf into words; what does not fit is cut at a character and marked */
extern Words words(const char *format, ...)
			__attribute__((format(printf, 1, 2)));

/* "12", or "not known" */
extern Words number_words(int64_t number);

/* "1 day", "3 days" */
extern Words days_words(int64_t days);

/* Day counts in millionths: "12", "12.5" */
extern Words amount_words(int64_t millionths);

/*
 * A share in millionths as a percentage with one decimal.  It is cut, not
 * rounded, so that a rate printed beside its band never seems to contradict it.
 */
extern Words percent_words(int64_t millionths);

/* A change of a share in millionths: "+1.2 points", "\xE2\x88\x920.4 points", rounded */
extern Words points_words(int64_t millionths);

/* part of whole as a percentage; "-" when the whole is 0 */
extern Words share_words(int64_t part, int64_t whole);

/* "Grade 6", "Kindergarten" */
extern Words grade_words(int64_t grade_level);

/* For narrow columns: "6", "K", "Pre-K", a dash */
extern Words grade_short_words(int64_t grade_level);

/* Several grades in a row: "Grades 6 to 8", "Kindergarten to grade 2" */
extern Words grades_words(int64_t first_grade, int64_t last_grade);

/* "Thursday at lunch", "Friday before school", "Tuesday in period 3" */
extern Words slot_words(int weekday, int slot);

/* "Thu at lunch", for tables */
extern Words slot_short_words(int weekday, int slot);

/* "Thursday at lunch, on a day that is often missed" */
extern Words meeting_slot_words(const MshipMeetingSlot *slot);

/* a slot of the log: "at lunch", "in period 3" */
extern Words slot_name_words(const char *slot);

/* "Counselor", from the role or, better, the title */
extern Words role_words(const char *role, const char *title);

/* "counselor", within a sentence */
extern const char *referred_to_words(const char *referred_to);

/* "In progress", from the status of a referral */
extern const char *referral_status_words(const char *status);

/*
 * Why a student has no mentor, from the reason of a matching run, whose first
 * words are fixed; a reason of another kind is printed as it is.
 */
extern Words unmatched_words(const char *reason);

/* What could help the student to one. */
extern const char *unmatched_step_words(const char *reason);

/* Why a student needs a look: "Absent the last 3 days of school. No meeting for
 * 16 days." */
extern Words attention_words(const Attention *attention);

/* What helps first, as a short request. */
extern const char *first_step_words(const Attention *attention);

/* "February 13" */
extern Words month_day_words(int64_t day);

/* "Friday, February 13" */
extern Words day_words(int64_t day);

/* A sentence that tells the mentor what to do; "helper" is whom to ask about a
 * referral, or NULL if the mentor is the one. */
extern Words advice_words(const Advice *advice, const char *helper);

#endif							/* REPORT_WORDING_H */
