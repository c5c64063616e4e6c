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
band_words(const char *band)
{
	if (band == NULL || strcmp(band, "not evaluable") == 0)
		return "Too few days to say";
	if (strcmp(band, "satisfactory") == 0)
		return "Satisfactory";
	if (strcmp(band, "at_risk") == 0)
		return "At risk";
	if (strcmp(band, "moderate") == 0)
		return "Chronic, moderate";
	if (strcmp(band, "severe") == 0)
		return "Chronic, severe";
	return band;
}

const char *
referral_status_words(const char *status)
{
	if (strcmp(status, "open") == 0)
		return "Open";
	if (strcmp(status, "in_progress") == 0)
		return "In progress";
	return "Closed";
}

Words
unmatched_words(const char *reason)
{
	static const struct
	{
		const char *begins;
		const char *words;
	}			known[] = {
		{"no mentor at school", "No mentor works here yet"},
		{"excluded", "Each mentor who could is ruled out"},
		{"no shared slot", "No mentor is free when the student is"},
		{"capacity", "Mentors with the right times are full"},
	};
	size_t		i;

	if (reason == NULL)
		return words("Not matched yet: run the matching");
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strncmp(reason, known[i].begins, strlen(known[i].begins)) == 0)
			return words("%s", known[i].words);
	return words("%s", reason);
}

static Words
reason_words(AttentionKind kind, int64_t amount)
{
	switch (kind)
	{
		case ATTENTION_AWAY:
			return words("Absent the last %s of school", days_words(amount).text);
		case ATTENTION_RECENT:
			return words("Missed %" PRId64 " of the last %d school days", amount,
						 RECENT_SCHOOL_DAYS);
		case ATTENTION_REFERRAL:
			return words("Referral open for %s", days_words(amount).text);
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
		all = words("%s%s%s", all.text, i > 0 ? ". " : "",
					reason_words(attention->kinds[i], attention->amounts[i]).text);
	return all;
}

const char *
first_step_words(AttentionKind kind)
{
	switch (kind)
	{
		case ATTENTION_AWAY:
			return "Call home and ask how to help";
		case ATTENTION_RECENT:
			return "Ask what gets in the way";
		case ATTENTION_REFERRAL:
			return "See who can take it up";
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

/* " It has been 16 days.", or nothing while it is not long */
static Words
overdue_words(int64_t days)
{
	if (days == 0)
		return words("%s", "");
	return words(" It has been %s.", days_words(days).text);
}

Words
advice_words(const Advice *advice)
{
	const char *name = advice->mentee->display_name;
	int			weekday = advice->day == UNKNOWN ? 0 : date_iso_weekday(advice->day);

	switch (advice->kind)
	{
		case ADVICE_CALL:
			return words("Find out how %s is: absent the last %s of school.",
						 name, days_words(advice->amount).text);
		case ADVICE_MEET:
			return words("Meet %s %s.%s", name, slot_number_words(advice->slot.slot).text,
						 overdue_words(advice->amount).text);
		case ADVICE_REMIND_MEETING:
			return words("Tell %s that you will meet on %s.", name,
						 slot_words(weekday, advice->slot.slot).text);
		case ADVICE_REMIND_DAY:
			return words("Tell %s that you look forward to %s, a day often missed.",
						 name, date_weekday_name(weekday));
		case ADVICE_SCHEDULE:
			return words("Plan a meeting with %s: none for %s. A good time is %s.",
						 name, days_words(advice->amount).text,
						 slot_words(advice->slot.weekday, advice->slot.slot).text);
		case ADVICE_FIND_SLOT:
			return words("Find a time to meet %s: no shared free time is known.",
						 name);
	}
	return words("%s", "");
}
