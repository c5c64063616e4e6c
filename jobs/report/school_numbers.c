/*
 * school_numbers.c
 *		The numbers of a school's report.
 *
 * Counts of students that the report does not name come from school_counts,
 * which leaves the small ones out.
 */
#include "report/school_parts.h"

#include <inttypes.h>

#include "common/date.h"
#include "layout/charts.h"
#include "model/advice.h"
#include "model/school_days.h"

static const char not_shown[] = "not shown";

/* "the end of January" */
static Words
closing_words(const Heading *heading)
{
	Civil		day = date_to_civil(heading->closed_on);

	if (date_to_civil(heading->closed_on + 1).day == 1)
		return words("the end of %s", date_month_name(day.month));
	return words("%s %d", date_month_name(day.month), day.day);
}

static void
chronic_tile(const SchoolPage *page)
{
	const SchoolCounts *counts = &page->counts;
	const char *label = "Chronically absent";

	if (page->data->heading.closed_on == UNKNOWN)
		layout_tile(page->doc, "\xE2\x80\x93", label, "after the first month");
	else if (counts->chronic == UNKNOWN)
		layout_tile(page->doc, "\xE2\x80\x93", label, not_shown);
	else
		layout_tile(page->doc, share_words(counts->chronic, counts->students).text,
					label, words("%" PRId64 " of %" PRId64 " at %s", counts->chronic,
								 counts->students,
								 closing_words(&page->data->heading).text).text);
}

void
school_tiles(const SchoolPage *page)
{
	const School *school = page->school;

	layout_tiles_begin(page->doc);
	layout_tile(page->doc, number_words(school->enrolled).text, "Students enrolled", NULL);
	chronic_tile(page);
	layout_tile(page->doc, number_words(school->nominated).text, "In the program",
				"nominated students");
	layout_tile(page->doc, number_words(school->paired).text, "With a mentor",
				school->nominated == 0 ? NULL :
				words("%s of them", share_words(school->paired, school->nominated).text).text);
	layout_tile(page->doc, number_words(school->nominated - school->paired).text,
				"Waiting", "for a mentor");
	layout_tiles_end(page->doc);
}

/* ---------- attendance ---------- */

static LayoutBar
band_bar(const char *label, int64_t count, int64_t students, BarTone tone, Words *text)
{
	*text = count == UNKNOWN ? words("%s", not_shown) :
		words("%" PRId64 " (%s)", count, share_words(count, students).text);
	return (LayoutBar) {
		.label = label, .amount = count == UNKNOWN ? 0 : (double) count,
		.out_of = (double) students, .text = text->text,
		.tone = count == UNKNOWN ? BAR_HIDDEN : tone
	};
}

/* Two bars for the two sides of a split, or one for both. */
static size_t
split_bars(const LayoutBar sides[2], LayoutBar sum, LayoutBar *bars)
{
	if (sides[0].tone == BAR_HIDDEN)
	{
		bars[0] = sum;
		return 1;
	}
	bars[0] = sides[0];
	bars[1] = sides[1];
	return 2;
}

static void
band_bars(const SchoolPage *page)
{
	const SchoolCounts *counts = &page->counts;
	int64_t		students = counts->students;
	Words		texts[6];
	const LayoutBar others[2] = {
		band_bar("Satisfactory (under 5%)", counts->satisfactory, students,
				 BAR_LIGHT, &texts[0]),
		band_bar("At risk (5% to under 10%)", counts->at_risk, students, BAR_LIGHT,
				 &texts[1])
	};
	const LayoutBar chronic[2] = {
		band_bar("Chronic, moderate (10% to under 20%)", counts->moderate, students,
				 BAR_NORMAL, &texts[2]),
		band_bar("Chronic, severe (20% or more)", counts->severe, students,
				 BAR_STRONG, &texts[3])
	};
	LayoutBar	bars[4];
	size_t		count;

	count = split_bars(others,
					   band_bar("Under 10% of days missed", counts->others, students,
								BAR_LIGHT, &texts[4]), bars);
	count += split_bars(chronic,
						band_bar("Chronic (10% or more)", counts->chronic, students,
								 BAR_STRONG, &texts[5]), &bars[count]);
	layout_bars(page->doc,
				words("Students of %s by share of days missed", page->school->name).text,
				BARS_OF_WHOLE, bars, count);
}

static void
grade_table(const SchoolPage *page)
{
	static const LayoutColumn columns[] = {
		{"Grade", 0, 3, ALIGN_LEFT, true},
		{"Students", 0, 2, ALIGN_RIGHT, false},
		{"Chronically absent", 0, 2, ALIGN_RIGHT, false},
		{"Share", 0, 2, ALIGN_RIGHT, false},
	};
	const SchoolCounts *counts = &page->counts;
	size_t		i;

	if (counts->grade_count == 0)
		return;
	layout_keep_with_next(page->doc);
	layout_table_begin(page->doc, columns, sizeof(columns) / sizeof(columns[0]), "");
	for (i = 0; i < counts->grade_count; i++)
	{
		const GradeCount *grade = &counts->grades[i];

		layout_cell(page->doc, grades_words(grade->first_grade, grade->last_grade).text);
		layout_cell(page->doc, number_words(grade->students).text);
		layout_cell(page->doc, number_words(grade->chronic).text);
		layout_cell(page->doc, share_words(grade->chronic, grade->students).text);
	}
	layout_table_end(page->doc);
}

void
school_attendance(const SchoolPage *page)
{
	const Heading *heading = &page->data->heading;
	const SchoolCounts *counts = &page->counts;

	layout_heading(page->doc, 2, "Attendance of the school");
	if (heading->closed_on == UNKNOWN)
	{
		layout_paragraph(page->doc, TEXT_BODY,
						 "The counts of a school are closed at the end of each month. "
						 "The first ones of this year come then.");
		return;
	}
	if (counts->students == 0)
	{
		layout_paragraph(page->doc, TEXT_BODY,
						 "No student was enrolled long enough to say.");
		return;
	}
	if (counts->chronic == UNKNOWN)
		layout_paragraph(page->doc, TEXT_BODY,
						 words("%" PRId64 " students could be judged at %s. How many of them "
							   "are on each side of the 10%% line is not printed: too few are "
							   "on one side, here or at a school whose count would follow from "
							   "this one.",
							   counts->students, closing_words(heading).text).text);
	else
	{
		band_bars(page);
		grade_table(page);
	}
	layout_keep_with_next(page->doc);
	layout_paragraph(page->doc, TEXT_NOTE,
					 words("As of %s%s. Where a count is small it is joined with the one "
						   "beside it, so that no student can be recognized.",
						   closing_words(heading).text,
						   counts->too_new == 0 ? "" :
						   words(", without %" PRId64 " enrolled for too few days to say",
								 counts->too_new).text).text);
}

/* ---------- meetings ---------- */

static void
month_table(const SchoolPage *page, const SchoolMonth *months, size_t count)
{
	static const LayoutColumn columns[] = {
		{"Month", 0, 3, ALIGN_LEFT, true},
		{"Pairs", 0, 1, ALIGN_RIGHT, false},
		{"Kept the promise", 0, 2, ALIGN_RIGHT, false},
		{"Half of it or more", 0, 2, ALIGN_RIGHT, false},
		{"Less", 0, 1, ALIGN_RIGHT, false},
		{"Meetings held", 0, 2, ALIGN_RIGHT, false},
		{"Promised", 0, 2, ALIGN_RIGHT, false},
	};
	size_t		i;

	layout_table_begin(page->doc, columns, sizeof(columns) / sizeof(columns[0]), "");
	for (i = 0; i < count; i++)
	{
		const SchoolMonth *month = &months[i];
		Civil		first = date_to_civil(month->month);

		layout_cell(page->doc, words("%s%s", date_month_name(first.month),
									 month->complete ? "" : ", so far").text);
		layout_cell(page->doc, number_words(month->pairs).text);
		layout_cell(page->doc, number_words(month->proficient).text);
		layout_cell(page->doc, number_words(month->developmental).text);
		layout_cell(page->doc, number_words(month->needs_improvement).text);
		layout_cell(page->doc, number_words(month->meetings).text);
		layout_cell(page->doc, number_words(month->promised).text);
	}
	layout_table_end(page->doc);
}

/* Pairs that have not met for too many days. */
static Words
long_without_words(const Heading *heading, const School *school)
{
	Words		days = days_words(heading->no_contact_days);

	if (school->without_contact == 0)
		return words("None has gone %s without a meeting.", days.text);
	return words("%" PRId64 " %s gone %s or more without a meeting.",
				 school->without_contact, school->without_contact == 1 ? "has" : "have",
				 days.text);
}

/* Of the pairs that could have kept the promise. */
static void
promise_sentence(const SchoolPage *page)
{
	const Heading *heading = &page->data->heading;
	const School *school = page->school;

	if (school->paired_30_days > 0)
		layout_paragraph(page->doc, TEXT_BODY,
						 words("%" PRId64 " of %" PRId64 " %s met at least %" PRId64
							   " times in the last 30 days, as promised. %s",
							   school->promise_kept, school->paired_30_days,
							   school->paired_30_days == 1 ? "pair" : "pairs",
							   heading->meetings_per_month,
							   long_without_words(heading, school).text).text);
}

/* Pairs that could not: they began less than 30 days ago. */
static void
new_pairs_sentence(const SchoolPage *page)
{
	const ReportData *data = page->data;
	int64_t		young = page->school->paired - page->school->paired_30_days;
	int64_t		not_met = 0;
	int64_t		due = UNKNOWN;
	size_t		i;

	if (young == 0)
		return;
	for (i = 0; i < data->mentee_count; i++)
	{
		const Mentee *mentee = &data->mentees[i];
		int64_t		own;

		if (mentee->school_id != page->school->school_id || !is_new_pair(mentee) ||
			mentee->days_without_contact >= FIRST_MEETING_DAYS)
			continue;
		not_met++;
		own = first_meeting_by(data, mentee);
		if (due == UNKNOWN || own > due)
			due = own;
	}
	layout_paragraph(page->doc, TEXT_BODY,
					 words("%" PRId64 " %s began less than 30 days ago and %s not counted "
						   "yet.%s", young, young == 1 ? "pair" : "pairs",
						   young == 1 ? "is" : "are",
						   not_met == 0 ? "" :
						   words(" %" PRId64 " of them %s new: %s due by %s.", not_met,
								 not_met == 1 ? "is" : "are",
								 not_met == 1 ? "the first meeting is" :
								 "first meetings are",
								 due == UNKNOWN ? "the first day of school" :
								 day_words(due).text).text).text);
}

void
school_meetings(const SchoolPage *page)
{
	const Heading *heading = &page->data->heading;
	const School *school = page->school;
	size_t		count;
	const SchoolMonth *months = report_data_months(page->data, school->school_id, &count);

	layout_heading(page->doc, 2, "Are the meetings happening?");
	if (school->paired == 0)
		layout_paragraph(page->doc, TEXT_BODY, "No student of this school has a mentor yet.");
	else
	{
		promise_sentence(page);
		new_pairs_sentence(page);
	}
	if (count == 0)
		return;
	layout_keep_with_next(page->doc);
	month_table(page, months, count);
	layout_keep_with_next(page->doc);
	layout_paragraph(page->doc, TEXT_NOTE,
					 words("The promise: %" PRId64 " meetings a month for each pair, fewer in a "
						   "month in which a pair begins.",
						   heading->meetings_per_month).text);
}

/* ---------- what changed ---------- */

static const char regression_caution[] =
"Students get a mentor when they miss the most days. Many of them would miss fewer "
"days later on even without a mentor (\"regression to the mean\"). That is why a drop "
"alone proves little. The comparison with similar students takes this out as far as "
"earlier absence and grade explain it. It cannot take out everything.";

static void
change_facts(const SchoolPage *page, const Outcome *outcome)
{
	LayoutDoc  *doc = page->doc;

	layout_facts_begin(doc, 3);
	layout_fact(doc, "Share of days missed before the mentor",
				percent_words(outcome->before_millionths).text);
	layout_fact(doc, "Share of days missed since",
				percent_words(outcome->after_millionths).text);
	layout_fact(doc, "Change",
				points_words(outcome->after_millionths - outcome->before_millionths).text);
	layout_fact(doc, "Change of similar students without a mentor",
				points_words(outcome->similar_millionths).text);
	layout_fact(doc, "Difference", points_words(outcome->difference_millionths).text);
	layout_fact(doc, "Likely range of the difference (95%)",
				words("%s to %s", points_words(outcome->low_millionths).text,
					  points_words(outcome->high_millionths).text).text);
	layout_facts_end(doc);
}

/* What the range says; missing fewer days is a number below zero. */
static const char *
verdict(const Outcome *outcome)
{
	if (outcome->high_millionths < 0)
		return "Students with a mentor did better than similar students. "
			"The range leaves out \"no difference\".";
	if (outcome->low_millionths > 0)
		return "Students with a mentor did not do better than similar students. "
			"It is worth asking them and their mentors why.";
	return "The range includes \"no difference\": this may be chance. "
		"More students and more time will tell.";
}

void
school_change(const SchoolPage *page)
{
	const Outcome *outcome = report_data_outcome(page->data, page->school->school_id);

	layout_heading(page->doc, 2, "What has changed with a mentor?");
	if (outcome == NULL || outcome->mentees == 0)
	{
		layout_paragraph(page->doc, TEXT_BODY, "Nobody was paired for the first time this year.");
		return;
	}
	if (outcome->difference_millionths == UNKNOWN)
	{
		layout_paragraph(page->doc, TEXT_BODY,
						 words("It is too early to say. 10 students are needed who can be "
							   "compared with similar students; there are %" PRId64
							   " among the %" PRId64 " paired this year.",
							   outcome->evaluable, outcome->mentees).text);
		return;
	}
	layout_paragraph(page->doc, TEXT_BODY,
					 words("%" PRId64 " of the %" PRId64 " students paired this year have been "
						   "compared with similar students who have no mentor. %s",
						   outcome->evaluable, outcome->mentees, verdict(outcome)).text);
	change_facts(page, outcome);
	layout_callout_begin(page->doc, CALLOUT_NOTE, "Read this with care");
	layout_paragraph(page->doc, TEXT_BODY, regression_caution);
	layout_callout_end(page->doc);
}
