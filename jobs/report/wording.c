/*
 * wording.c
 *		How the reports say things: the style of US schools, plain words.
 */
#include "report/wording.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "common/date.h"

Words
words(const char *format, ...)
{
	Words		result;
	va_list		args;
	int			length;

	va_start(args, format);
	length = vsnprintf(result.text, sizeof(result.text), format, args);
	va_end(args);
	if (length >= (int) sizeof(result.text))
	{
		static const char mark[] = "\xE2\x80\xA6";	/* an ellipsis */
		size_t		end = sizeof(result.text) - sizeof(mark);

		/* never leave half a character before the mark */
		while (end > 0 && ((unsigned char) result.text[end] & 0xC0) == 0x80)
			end--;
		memcpy(result.text + end, mark, sizeof(mark));
	}
	else if (length < 0)
		result.text[0] = '\0';
	return result;
}

Words
number_words(int64_t number)
{
	if (number == UNKNOWN)
		return words("not known");
	return words("%" PRId64, number);
}

Words
days_words(int64_t days)
{
	return words("%" PRId64 " %s", days, days == 1 ? "day" : "days");
}

Words
amount_words(int64_t millionths)
{
	int64_t		tenths;

	if (millionths == UNKNOWN)
		return words("not known");
	tenths = millionths / (MILLION / 10);
	if (tenths % 10 == 0)
		return words("%" PRId64, tenths / 10);
	return words("%" PRId64 ".%" PRId64, tenths / 10, tenths % 10);
}

Words
percent_words(int64_t millionths)
{
	int64_t		tenths;

	if (millionths == UNKNOWN)
		return words("not known");
	tenths = millionths / 1000;
	return words("%" PRId64 ".%" PRId64 "%%", tenths / 10, tenths % 10);
}

Words
points_words(int64_t millionths)
{
	int64_t		tenths;

	if (millionths == UNKNOWN)
		return words("not known");
	tenths = (millionths < 0 ? -millionths : millionths) + 500;
	tenths /= 1000;
	return words("%s%" PRId64 ".%" PRId64 " points",
				 tenths == 0 ? "" : millionths < 0 ? "\xE2\x88\x92" : "+",
				 tenths / 10, tenths % 10);
}

Words
share_words(int64_t part, int64_t whole)
{
	if (whole <= 0)
		return words("\xE2\x80\x93");
	return percent_words(part * MILLION / whole);
}

Words
grade_words(int64_t grade_level)
{
	if (grade_level == UNKNOWN)
		return words("Grade not known");
	if (grade_level == -1)
		return words("Prekindergarten");
	if (grade_level == 0)
		return words("Kindergarten");
	if (grade_level == 13)
		return words("Ungraded");
	return words("Grade %" PRId64, grade_level);
}

/* Within a sentence: "grade 6", "kindergarten" */
static Words
lower_grade_words(int64_t grade_level)
{
	Words		grade = grade_words(grade_level);

	if (grade.text[0] >= 'A' && grade.text[0] <= 'Z')
		grade.text[0] += 'a' - 'A';
	return grade;
}

Words
grade_short_words(int64_t grade_level)
{
	if (grade_level == UNKNOWN)
		return words("\xE2\x80\x93");
	if (grade_level == -1)
		return words("Pre-K");
	if (grade_level == 0)
		return words("K");
	if (grade_level == 13)
		return words("Ungr.");
	return words("%" PRId64, grade_level);
}

Words
grades_words(int64_t first_grade, int64_t last_grade)
{
	if (first_grade == last_grade)
		return grade_words(first_grade);
	if (last_grade == UNKNOWN || last_grade == 13)
		return words("%s and up, and ungraded", grade_words(first_grade).text);
	if (first_grade < 1)
		return words("%s to grade %" PRId64, grade_words(first_grade).text, last_grade);
	return words("Grades %" PRId64 " to %" PRId64, first_grade, last_grade);
}

/* "February 13" */
Words
month_day_words(int64_t day)
{
	Civil		date = date_to_civil(day);

	return words("%s %d", date_month_name(date.month), date.day);
}

static Words
slot_number_words(int slot)
{
	switch (slot)
	{
		case MSHIP_SLOT_BEFORE:
			return words("before school");
		case MSHIP_SLOT_LUNCH:
			return words("at lunch");
		case MSHIP_SLOT_AFTER:
			return words("after school");
		case MSHIP_SLOT_EVENING:
			return words("in the evening");
		default:
			return words("in period %d", slot);
	}
}

Words
slot_words(int weekday, int slot)
{
	return words("%s %s", date_weekday_name(weekday), slot_number_words(slot).text);
}

Words
slot_short_words(int weekday, int slot)
{
	return words("%s %s", date_weekday_abbreviation(weekday), slot_number_words(slot).text);
}

Words
meeting_slot_words(const MshipMeetingSlot *slot)
{
	Words		when = slot_words(slot->weekday, slot->slot);

	switch (slot->reason)
	{
		case MSHIP_MEETING_ON_DAY:
			return words("%s, on a day that is often missed", when.text);
		case MSHIP_MEETING_DAY_BEFORE:
			return words("%s, the school day before a %s, which is often missed",
						 when.text, date_weekday_name(slot->missed_weekday));
		case MSHIP_MEETING_SHARED:
			break;
	}
	return words("%s, when both are free", when.text);
}

Words
slot_name_words(const char *slot)
{
	int			number;

	if (mship_slot_parse(slot, strlen(slot), &number, NULL) != MSHIP_OK)
		return words("%s", slot);
	return slot_number_words(number);
}

Words
role_words(const char *role, const char *title)
{
	if (title != NULL && title[0] != '\0')
		return words("%s", title);
	if (strcmp(role, "counsellor") == 0)
		return words("Counselor");
	if (strcmp(role, "administrator") == 0)
		return words("Administrator");
	if (strcmp(role, "teacher") == 0)
		return words("Teacher");
	if (strcmp(role, "aide") == 0)
		return words("Aide");
	return words("Staff");
}

const char *
referred_to_words(const char *referred_to)
{
	return strcmp(referred_to, "counsellor") == 0 ? "counselor" : "administrator";
}

const char *
referral_status_words(const char *status)
{
	if (strcmp(status, "open") == 0)
		return "Not taken up";
	if (strcmp(status, "in_progress") == 0)
		return "In progress";
	return "Closed";
}

/* Why a student has no mentor: how the reason of a matching run begins. */
static const struct
{
	const char *begins;
	const char *words;
	const char *first_step;
}			unmatched_reasons[] = {
	{"no mentor at school", "No mentor works here yet", "Ask staff to become mentors"},
	{"excluded", "Each mentor who could is ruled out", "Ask one more person to become a mentor"},
	{"no shared slot", "No mentor is free when the student is",
	"Free a time of a mentor, at lunch or before school"},
	{"capacity", "Mentors with the right times are full",
	"Ask one of them to take one more, or win another"},
};

static const size_t unmatched_reason_count =
	sizeof(unmatched_reasons) / sizeof(unmatched_reasons[0]);

static size_t
unmatched_kind(const char *reason)
{
	size_t		i;

	for (i = 0; i < unmatched_reason_count; i++)
		if (strncmp(reason, unmatched_reasons[i].begins,
					strlen(unmatched_reasons[i].begins)) == 0)
			break;
	return i;
}

Words
unmatched_words(const char *reason)
{
	size_t		kind;

	if (reason == NULL)
		return words("Nominated since mentors were matched last");
	kind = unmatched_kind(reason);
	return words("%s", kind < unmatched_reason_count ? unmatched_reasons[kind].words :
				 reason);
}

const char *
unmatched_step_words(const char *reason)
{
	size_t		kind = reason == NULL ? unmatched_reason_count : unmatched_kind(reason);

	return kind < unmatched_reason_count ? unmatched_reasons[kind].first_step :
		"Ask the coordinator";
}

static Words
reason_words(const Attention *attention, size_t i)
{
	int64_t		amount = attention->amounts[i];

	switch (attention->kinds[i])
	{
		case ATTENTION_AWAY:
			return words("Absent the last %s of school", days_words(amount).text);
		case ATTENTION_RECENT:
			return words("Missed %" PRId64 " of the last %d school days", amount,
						 RECENT_SCHOOL_DAYS);
		case ATTENTION_REFERRAL:
			return words("Referral to the %s %s for %s",
						 referred_to_words(attention->referral->referred_to),
						 strcmp(attention->referral->status, "open") == 0 ?
						 "not taken up" : "in progress", days_words(amount).text);
		case ATTENTION_NOT_MET:
			return words("Paired %s ago, not met yet", days_words(amount).text);
		case ATTENTION_NO_MEETING:
			return words("No meeting for %s", days_words(amount).text);
		case ATTENTION_NO_TIME:
			return words("No shared free time with the mentor");
		case ATTENTION_KINDS:
			break;
	}
	return words("%s", "");
}

Words
attention_words(const Attention *attention)
{
	Words		all = words("%s", "");
	size_t		i;

	for (i = 0; i < attention->count; i++)
		all = words("%s%s%s.", all.text, i > 0 ? " " : "",
					reason_words(attention, i).text);
	return all;
}

const char *
first_step_words(const Attention *attention)
{
	switch (attention->kinds[0])
	{
		case ATTENTION_AWAY:
			return "Call home today and ask how to help";
		case ATTENTION_RECENT:
			return "Ask what gets in the way";
		case ATTENTION_REFERRAL:
			return strcmp(attention->referral->referred_to, "counsellor") == 0 ?
				"Ask the counselor today how it stands" :
				"Ask the administrator today how it stands";
		case ATTENTION_NOT_MET:
			return "Help with a first meeting";
		case ATTENTION_NO_MEETING:
			return "Help find a time to meet";
		case ATTENTION_NO_TIME:
			return "Free a time for both";
		case ATTENTION_KINDS:
			break;
	}
	return "";
}

/* ---------- what a mentor should do ---------- */

/* "Friday, February 13" */
Words
day_words(int64_t day)
{
	return words("%s, %s", date_weekday_name(date_iso_weekday(day)),
				 month_day_words(day).text);
}

/* " No meeting for 16 days.", or nothing while it is not long */
static Words
overdue_words(int64_t days)
{
	if (days == 0)
		return words("%s", "");
	return words(" No meeting for %s.", days_words(days).text);
}

/* ", at lunch" where a time is planned */
static Words
planned_slot_words(const Advice *advice, const char *joint)
{
	if (!advice->has_slot)
		return words("%s", "");
	return words("%s%s", joint, slot_number_words(advice->slot).text);
}

static Words
introduction_words(const Advice *advice)
{
	const Mentee *mentee = advice->mentee;
	Words		who = advice->amount == 0 ?
		words("New: %s, %s.", mentee->display_name,
			  lower_grade_words(mentee->grade_level).text) :
		words("%s still waits for a first meeting, %s after you were paired.",
			  mentee->display_name, days_words(advice->amount).text);

	if (is_away(mentee))
		return words("%s Absent now: find out when to expect the student back, and "
					 "introduce yourself then.", who.text);
	if (advice->day == UNKNOWN)
		return words("%s Introduce yourself on the first day of school.", who.text);
	return words("%s Introduce yourself %s %s%s.", who.text,
				 advice->day == advice->do_on ? "on" : "by", day_words(advice->day).text,
				 planned_slot_words(advice, ", for example ").text);
}

static Words
call_words(const Advice *advice)
{
	if (advice->amount == 1)
		return words("Find out how %s is: absent on the last day of school. Leave word.",
					 advice->mentee->display_name);
	return words("Find out how %s is: absent the last %s of school. Ask when to expect the "
				 "student back, and leave word.", advice->mentee->display_name,
				 days_words(advice->amount).text);
}

Words
advice_words(const Advice *advice, const char *helper)
{
	const char *name = advice->mentee->display_name;
	Words		day = advice->day == UNKNOWN ? words("%s", "") : day_words(advice->day);

	switch (advice->kind)
	{
		case ADVICE_INTRODUCE:
			return introduction_words(advice);
		case ADVICE_CALL:
			return call_words(advice);
		case ADVICE_REFERRAL:
			day = month_day_words(advice->referral->referred_on);
			if (helper == NULL)
				return words("The referral of %s for %s is with you: see what became of it.",
							 day.text, name);
			return words("Ask %s what became of the referral of %s for %s.", helper, day.text,
						 name);
		case ADVICE_MEET:
			return words("Meet %s%s.%s", name, planned_slot_words(advice, " ").text,
						 overdue_words(advice->amount).text);
		case ADVICE_REMIND_MEETING:
			return words("Tell %s that you will meet on %s%s.%s", name, day.text,
						 planned_slot_words(advice, ", ").text,
						 overdue_words(advice->amount).text);
		case ADVICE_REMIND_DAY:
			return words("Tell %s that you look forward to %s, a weekday often missed.",
						 name, day.text);
		case ADVICE_FIND_SLOT:
			return words("Find a time to meet %s: no shared free time is known.", name);
		case ADVICE_SCHEDULE:
			return words("%s%s: meet %s, after %s without a meeting.", day.text,
						 planned_slot_words(advice, ", ").text, name,
						 days_words(advice->amount).text);
		case ADVICE_KINDS:
			break;
	}
	return words("%s", "");
}
