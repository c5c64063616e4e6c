/*
 * summary.c
 *		The progress summary of one student, as a part of a document.
 */
#include "report/summary.h"

#include <inttypes.h>

#include "common/date.h"
#include "model/weekday_habit.h"
#include "report/blocks.h"

static const char *
best_time(const Mentee *mentee, Words *out)
{
	MshipMeetingSlot slots[MEETING_SLOTS_SHOWN];

	if (mentee->pairing_id == UNKNOWN)
		return "\xE2\x80\x93";
	if (mentee_meeting_slots(mentee, slots) == 0)
		return "no shared free time is known";
	*out = slot_words(slots[0].weekday, slots[0].slot);
	return out->text;
}

static void
who_and_where(LayoutDoc *doc, const Mentee *mentee, Arena *arena)
{
	char		day[DATE_TEXT_MAX];
	const char *interests = interests_of(mentee, arena);
	Words		time;

	layout_facts_begin(doc, 3);
	layout_fact(doc, "Mentor",
				mentee->mentor_name != NULL ? mentee->mentor_name :
				"waiting for a mentor");
	layout_fact(doc, "With the mentor since",
				mentee->started_on == UNKNOWN ? "\xE2\x80\x93" :
				date_medium(mentee->started_on, day));
	layout_fact(doc, "Last meeting",
				mentee->pairing_id == UNKNOWN ? "\xE2\x80\x93" :
				mentee->last_met_on == UNKNOWN ? "none yet" :
				date_medium(mentee->last_met_on, day));
	layout_fact(doc, "Best time to meet", best_time(mentee, &time));
	layout_fact(doc, "Nominated on",
				mentee->nominated_on == UNKNOWN ? "\xE2\x80\x93" :
				date_medium(mentee->nominated_on, day));
	layout_fact(doc, "Longest absence",
				mentee->longest_absence == UNKNOWN ? "not known" :
				words("%" PRId64 " school %s in a row", mentee->longest_absence,
					  mentee->longest_absence == 1 ? "day" : "days").text);
	layout_fact(doc, "Days tardy", number_words(mentee->tardy_days).text);
	layout_fact(doc, "Interests", interests != NULL ? interests : "not known yet");
	layout_facts_end(doc);
}

/* " That is 3 fewer than at this time last year." */
static Words
beside_last_year(const Mentee *mentee)
{
	int64_t		more;

	if (mentee->absent_millionths == UNKNOWN ||
		mentee->absent_last_year_millionths == UNKNOWN)
		return words("%s", "");
	more = mentee->absent_millionths - mentee->absent_last_year_millionths;
	if (more == 0)
		return words(" That is as many as at this time last year.");
	return words(" That is %s %s than at this time last year.",
				 amount_words(more < 0 ? -more : more).text, more < 0 ? "fewer" : "more");
}

/* " Late on 18 days.", where it is one day in ten or more. */
static Words
often_late(const Mentee *mentee)
{
	if (mentee->tardy_days == UNKNOWN || mentee->tardy_days * 10 < mentee->enrolled_days)
		return words("%s", "");
	return words(" Late on %s.", days_words(mentee->tardy_days).text);
}

/* What the year shows, in a sentence, before any chart. */
static void
in_one_sentence(LayoutDoc *doc, const Mentee *mentee)
{
	int			worst;

	if (mentee->enrolled_days == UNKNOWN || mentee->enrolled_days == 0)
	{
		layout_paragraph(doc, TEXT_LEAD, "There is no school day to report on yet.");
		return;
	}
	worst = most_missed_weekday(&mentee->record);
	layout_paragraph(doc, TEXT_LEAD,
					 words("Missed %s of %" PRId64 " school days so far%s.%s%s",
						   amount_words(mentee->absent_millionths).text,
						   mentee->enrolled_days,
						   worst == 0 ? "" :
						   words(", most often on a %s", date_weekday_name(worst)).text,
						   beside_last_year(mentee).text, often_late(mentee).text).text);
}

void
summary_of_mentee(LayoutDoc *doc, const ReportData *data, const Mentee *mentee,
				  Arena *arena)
{
	const Heading *heading = &data->heading;
	char		day[DATE_TEXT_MAX];

	layout_title(doc, "Progress summary", mentee->display_name,
				 words("%s, %s. As of %s.", mentee->school_name,
					   grade_words(mentee->grade_level).text,
					   date_long(heading->as_of, day)).text);
	in_one_sentence(doc, mentee);
	block_attendance_tiles(doc, data, mentee);
	layout_heading(doc, 2, "The school year, day by day");
	block_calendar(doc, heading, mentee);
	layout_heading(doc, 2, "Days missed so far");
	block_trend(doc, heading, mentee);
	layout_columns_begin(doc, 2, NULL);
	layout_heading(doc, 2, "Days missed by weekday");
	block_weekdays(doc, mentee);
	layout_columns_next(doc);
	layout_heading(doc, 2, "Meetings with the mentor");
	block_meetings(doc, data, mentee);
	layout_columns_end(doc);
	layout_heading(doc, 2, "At a glance");
	who_and_where(doc, mentee, arena);
	layout_heading(doc, 2, "Open referrals");
	block_open_referrals(doc, data, mentee->student_id);
}
