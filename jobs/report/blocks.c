/*
 * blocks.c
 *		Parts that more than one report has.
 */
#include "report/blocks.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "common/date.h"
#include "common/str.h"
#include "layout/charts.h"
#include "model/school_days.h"
#include "report/ideas.h"

/* Months of a school year that a chart has room for. */
#define MONTHS_SHOWN 12

/* Weeks, of the longest year there may be. */
#define WEEKS_SHOWN 80

static const char nothing_yet[] = "Nothing to show yet.";

typedef struct Running
{
	RunningLines lines;
	const char *right;
} Running;

/* "Sophie Roberts, with Mary-Kate Price": a page that is lost finds its way. */
static const char *
running_head(const RunningLines *lines, Arena *arena, const LayoutPageInfo *info)
{
	if (info->section == NULL)
		return lines->left;
	return arena_printf(arena, "%s%s%s", info->section, lines->joint, lines->left);
}

static void
running_lines(void *context, Arena *arena, const LayoutPageInfo *info,
			  LayoutRunning *running)
{
	const Running *own = context;
	bool		sheets = own->lines.sheets;
	int			page = sheets ? info->section_page : info->page;

	if (page > 1)
	{
		running->header_left = running_head(&own->lines, arena, info);
		running->header_right = own->right;
	}
	running->footer_left = own->lines.footer;
	running->footer_right =
		arena_printf(arena, "Page %d of %d", page,
					 sheets ? info->section_page_count : info->page_count);
}

void
block_running(LayoutDoc *doc, Arena *arena, const Heading *heading,
			  const RunningLines *lines)
{
	Running    *own = arena_alloc(arena, sizeof(Running));
	char		day[DATE_TEXT_MAX];

	if (own == NULL)
		return;
	own->lines = *lines;
	own->lines.left = arena_strdup(arena, lines->left);
	own->right = arena_strdup(arena, date_medium(heading->as_of, day));
	layout_set_running(doc, running_lines, own);
}

/* Is the share of days missed so far within that of the goal for the year? */
static bool
is_on_track(const ReportData *data, const Mentee *mentee)
{
	const Heading *heading = &data->heading;
	int64_t		year = school_days_between(data, mentee->school_id, heading->first_day,
										   heading->last_day);

	return mentee->absent_millionths * year <=
		mentee->goal_days * MILLION * mentee->enrolled_days;
}

/* Against the goal, which is for the whole year. */
static Words
goal_words(const ReportData *data, const Mentee *mentee)
{
	int64_t		over;

	if (mentee->goal_days == UNKNOWN || mentee->absent_millionths == UNKNOWN)
		return words("not known");
	over = mentee->absent_millionths - mentee->goal_days * MILLION;
	if (over > 0)
		return words("%s over", over == MILLION ? "1 day" :
					 words("%s days", amount_words(over).text).text);
	return words("%s", is_on_track(data, mentee) ? "this year: on track" :
				 "this year: close to it");
}

/* What a rate means: "about 1 day in 5". */
static Words
rate_words(const Mentee *mentee)
{
	int64_t		absent = mentee->absent_millionths;
	int64_t		rate = mentee->rate_millionths;

	if (absent == UNKNOWN || rate == UNKNOWN || mentee->band == NULL ||
		strcmp(mentee->band, "not evaluable") == 0)
		return words("too few days to say");
	if (absent == 0)
		return words("no day missed");
	if (rate >= 3 * MILLION / 10)
		return words("about %" PRId64 " days in 10", (10 * rate + MILLION / 2) / MILLION);
	return words("about 1 day in %" PRId64, (MILLION + rate / 2) / rate);
}

/* In large type "not known" is a dash. */
static const char *
large(int64_t value, const Words *text)
{
	return value == UNKNOWN ? "\xE2\x80\x93" : text->text;
}

/* Under the length of a run of absence that goes on. */
static const char *
run_words(int64_t days)
{
	if (days == UNKNOWN)
		return NULL;
	if (days == 0)
		return "here on the last school day";
	return days == 1 ? "school day" : "school days in a row";
}

void
block_attendance_tiles(LayoutDoc *doc, const ReportData *data,
					   const Mentee *mentee)
{
	Words		absent = amount_words(mentee->absent_millionths);
	Words		rate = percent_words(mentee->rate_millionths);
	Words		goal = number_words(mentee->goal_days);
	Words		last_year = amount_words(mentee->absent_last_year_millionths);
	Words		now = number_words(mentee->current_absence);

	layout_tiles_begin(doc);
	layout_tile(doc, large(mentee->absent_millionths, &absent), "Days missed",
				mentee->enrolled_days == UNKNOWN ? NULL :
				words("of %" PRId64 " school days", mentee->enrolled_days).text);
	layout_tile(doc, large(mentee->rate_millionths, &rate), "Absence rate",
				rate_words(mentee).text);
	layout_tile(doc, large(mentee->goal_days, &goal), "Goal: at most",
				goal_words(data, mentee).text);
	if (mentee->absent_last_year_millionths != UNKNOWN)
		layout_tile(doc, last_year.text, "Same day last year", "days missed");
	layout_tile(doc, large(mentee->current_absence, &now),
				"Absent now", run_words(mentee->current_absence));
	if (mentee->pairing_id != UNKNOWN)
		layout_tile(doc, number_words(mentee->meetings_this_month).text,
					"Meetings this month",
					words("%" PRId64 " promised", promised_this_month(data, mentee)).text);
	layout_tiles_end(doc);
}

void
block_calendar(LayoutDoc *doc, const Heading *heading, const Mentee *mentee)
{
	Words		name = words("Attendance of %s, day by day", mentee->display_name);
	LayoutCalendar calendar = {
		.name = name.text,
		.first_day = mentee->record.first_day,
		.day_count = mentee->record.day_count,
		.marks = mentee->record.marks
	};

	if (mentee->record.day_count == 0)
	{
		layout_paragraph(doc, TEXT_NOTE, "No school day is recorded yet this year.");
		return;
	}
	if (heading->first_day != UNKNOWN)
	{
		calendar.frame_first_day = (int32_t) heading->first_day;
		calendar.frame_day_count = (int32_t) (heading->last_day - heading->first_day + 1);
	}
	layout_calendar(doc, &calendar);
}

void
block_weekdays(LayoutDoc *doc, const Mentee *mentee)
{
	LayoutBar	bars[MSHIP_WEEKDAYS];
	bool		any_strong = false;
	size_t		count = 0;
	int			i;

	for (i = 0; i < MSHIP_WEEKDAYS; i++)
	{
		if (mentee->weekday_enrolled[i] == 0)
			continue;
		any_strong |= mentee_tends_to_miss(mentee, i + 1);
		bars[count++] = (LayoutBar) {
			.label = date_weekday_name(i + 1),
			.amount = (double) mentee->weekday_absent[i],
			.out_of = (double) mentee->weekday_enrolled[i],
			.tone = mentee_tends_to_miss(mentee, i + 1) ? BAR_STRONG : BAR_NORMAL
		};
	}
	if (count == 0)
	{
		layout_paragraph(doc, TEXT_NOTE, nothing_yet);
		return;
	}
	layout_bars(doc, words("Days missed by %s on each weekday",
						   mentee->display_name).text,
				BARS_OF_WHOLE, bars, count);
	if (any_strong)
		layout_paragraph(doc, TEXT_NOTE, "Dark: missed clearly more often than other days.");
}

/* ---------- days missed so far ---------- */

/* Days missed up to a day, as the rule of the reports counts them. */
static double
missed_until(const Record *record, int64_t day)
{
	double		missed = 0;
	int32_t		i;

	for (i = 0; i < record->day_count && record->first_day + i <= day; i++)
		missed += record->marks[i] == DAY_ABSENT || record->marks[i] == DAY_HALF_ABSENT;
	return missed;
}

/* The same date of the year before; February 29 becomes March 1. */
static int64_t
year_before(int64_t day)
{
	Civil		date = date_to_civil(day);

	if (!date_is_valid(date.year - 1, date.month, date.day))
		return date_from_civil(date.year - 1, 3, 1);
	return date_from_civil(date.year - 1, date.month, date.day);
}

static LayoutTrendPoint
trend_point(const Heading *heading, const Mentee *mentee, int64_t day, int *month)
{
	LayoutTrendPoint point = {.value = NAN, .earlier = NAN};
	Civil		date = date_to_civil(day);

	if (date.month != *month)
		point.label = date_month_abbreviation(date.month);
	*month = date.month;
	if (day <= heading->as_of)
		point.value = missed_until(&mentee->record, day);
	if (mentee->record_last_year.day_count > 0)
		point.earlier = missed_until(&mentee->record_last_year, year_before(day));
	return point;
}

void
block_trend(LayoutDoc *doc, const Heading *heading, const Mentee *mentee)
{
	LayoutTrendPoint points[WEEKS_SHOWN];
	Words		name = words("Days missed by %s so far", mentee->display_name);
	Words		goal = words("goal: at most %" PRId64, mentee->goal_days);
	LayoutTrend trend = {
		.name = name.text, .unit = "days missed", .series = "this year",
		.earlier_series = mentee->record_last_year.day_count > 0 ? "last year" : NULL,
		.points = points,
		.goal = mentee->goal_days == UNKNOWN ? NAN : (double) mentee->goal_days,
		.goal_label = goal.text
	};
	int			month = 0;
	int64_t		day;

	if (mentee->record.day_count == 0 || heading->first_day == UNKNOWN)
	{
		layout_paragraph(doc, TEXT_NOTE, nothing_yet);
		return;
	}
	/* weeks, counted so that one of them ends today */
	day = heading->as_of < heading->last_day ? heading->as_of : heading->last_day;
	for (day = heading->first_day + (day - heading->first_day) % 7;
		 day <= heading->last_day && trend.count < WEEKS_SHOWN; day += 7)
		points[trend.count++] = trend_point(heading, mentee, day, &month);
	layout_trend(doc, &trend);
}

/* ---------- meetings ---------- */

/* Meetings from the first of a month to the end of the next one's eve. */
static int
meetings_in_month(const Meeting *meetings, size_t count, int year, int month)
{
	int			held = 0;
	size_t		i;

	for (i = 0; i < count; i++)
	{
		Civil		day = date_to_civil(meetings[i].met_on);

		held += day.year == year && day.month == month;
	}
	return held;
}

void
block_meetings(LayoutDoc *doc, const ReportData *data, const Mentee *mentee)
{
	const Heading *heading = &data->heading;
	Civil		now = date_to_civil(heading->as_of);
	LayoutDots	months[MONTHS_SHOWN];
	Civil		month;
	size_t		count = 0;
	size_t		meeting_count;
	const Meeting *meetings;
	bool		any = false;

	if (mentee->pairing_id == UNKNOWN)
	{
		layout_paragraph(doc, TEXT_BODY, "Waiting for a mentor.");
		return;
	}
	meetings = report_data_meetings(data, mentee->student_id, &meeting_count);
	month = date_to_civil(heading->first_day != UNKNOWN &&
						  heading->first_day > mentee->started_on ?
						  heading->first_day : mentee->started_on);
	while (count < MONTHS_SHOWN &&
		   (month.year < now.year ||
			(month.year == now.year && month.month <= now.month)))
	{
		months[count++] = (LayoutDots) {
			.label = date_month_abbreviation(month.month),
			.held = meetings_in_month(meetings, meeting_count, month.year, month.month),
			.promised = (int) promised_in_month(data, mentee, month.year, month.month),
			.running = month.year == now.year && month.month == now.month
		};
		any |= months[count - 1].held > 0 || months[count - 1].promised > 0;
		month.year += month.month == 12;
		month.month = month.month % 12 + 1;
	}
	if (!any)
	{
		layout_paragraph(doc, TEXT_BODY, "No meeting is due yet.");
		return;
	}
	layout_dots(doc, words("Meetings with %s each month against the promise of %" PRId64,
						   mentee->display_name, heading->meetings_per_month).text,
				months, count);
}

void
block_open_referrals(LayoutDoc *doc, const ReportData *data, int64_t student_id)
{
	size_t		count;
	const Referral *referrals = report_data_referrals(data, student_id, &count);
	char		day[DATE_TEXT_MAX];
	size_t		i;

	if (oldest_open_referral(data, student_id) == NULL)
	{
		layout_paragraph(doc, TEXT_BODY, "None open.");
		return;
	}
	layout_list_begin(doc, LIST_BULLETS);
	for (i = 0; i < count; i++)
		if (strcmp(referrals[i].status, "closed") != 0)
			layout_list_item(doc,
							 words("With the %s since %s, %s",
								   referred_to_words(referrals[i].referred_to),
								   date_medium(referrals[i].referred_on, day),
								   strcmp(referrals[i].status, "open") == 0 ?
								   "not taken up yet" : "in progress").text);
	layout_list_end(doc);
}

/* The helpers of that role at a school, and whether "reader_id" is one. */
static size_t
count_helpers(const ReportData *data, int64_t school_id, const char *role,
			  int64_t reader_id, const Helper **helper, bool *is_reader)
{
	size_t		found = 0;
	size_t		i;

	*is_reader = false;
	for (i = 0; i < data->helper_count; i++)
		if (data->helpers[i].school_id == school_id &&
			strcmp(data->helpers[i].role, role) == 0)
		{
			*helper = &data->helpers[i];
			*is_reader |= data->helpers[i].staff_id == reader_id;
			found++;
		}
	return found;
}

Words
helper_of_referral_words(const ReportData *data, const Referral *referral)
{
	const Helper *helper = NULL;
	bool		is_reader;
	Words		role = role_words(referral->referred_to, NULL);

	if (count_helpers(data, referral->school_id, referral->referred_to, UNKNOWN, &helper,
					  &is_reader) == 1)
		return words("%s, %s", helper->display_name,
					 referred_to_words(referral->referred_to));
	return role;
}

bool
helper_of_referral(const ReportData *data, const Referral *referral,
				   int64_t reader_id, Words *out)
{
	const Helper *helper = NULL;
	bool		is_reader;
	size_t		count = count_helpers(data, referral->school_id, referral->referred_to,
									  reader_id, &helper, &is_reader);

	if (count == 1 && is_reader)
		return false;
	if (count == 1)
		*out = words("%s, the %s,", helper->display_name,
					 referred_to_words(referral->referred_to));
	else
		*out = words("the %s", referred_to_words(referral->referred_to));
	return true;
}

void
block_helpers(LayoutDoc *doc, const ReportData *data, int64_t school_id,
			  int64_t reader_id)
{
	bool		any = false;
	size_t		i;

	layout_list_begin(doc, LIST_BULLETS);
	for (i = 0; i < data->helper_count; i++)
	{
		const Helper *helper = &data->helpers[i];

		if (helper->school_id != school_id || helper->staff_id == reader_id)
			continue;
		any = true;
		layout_list_item(doc, words("%s, %s", helper->display_name,
									role_words(helper->role, helper->title).text).text);
	}
	if (!any)
		layout_list_item(doc, "The coordinator of the program");
	layout_list_end(doc);
}

const char *
interests_of(const Mentee *mentee, Arena *arena)
{
	/*
	 * "soccer:2, shy:-1, drawing": weights are for the matching, not for
	 * people, and what has a negative one is no interest; nor is a temperament
	 */
	const char *tag = mentee->traits;
	char	   *buffer;
	Str			list;

	if (tag == NULL || *tag == '\0')
		return NULL;
	buffer = arena_alloc(arena, strlen(tag) + 1);
	if (buffer == NULL)
		return NULL;
	str_init(&list, buffer, strlen(tag) + 1);
	while (*tag != '\0')
	{
		size_t		length = strcspn(tag, ":,");

		if (strncmp(tag + length, ":-", 2) != 0 && !is_temperament(tag, length))
		{
			str_add(&list, list.length > 0 ? ", " : "");
			str_add_bytes(&list, tag, length);
		}
		tag += length + strcspn(tag + length, ",");
		tag += strspn(tag, ", ");
	}
	return list.length > 0 ? list.data : NULL;
}

int64_t
promised_this_month(const ReportData *data, const Mentee *mentee)
{
	Civil		today = date_to_civil(data->heading.as_of);

	return promised_in_month(data, mentee, today.year, today.month);
}

Words
goal_share_words(const Heading *heading)
{
	int64_t		tenths = heading->goal_share_millionths / 1000;

	if (tenths % 10 == 0)
		return words("%" PRId64 "%%", tenths / 10);
	return percent_words(heading->goal_share_millionths);
}

Words
missed_of_goal(const Mentee *mentee)
{
	if (mentee->absent_millionths == UNKNOWN)
		return words("\xE2\x80\x93");
	if (mentee->goal_days == UNKNOWN)
		return amount_words(mentee->absent_millionths);
	return words("%s (at most %" PRId64 ")",
				 amount_words(mentee->absent_millionths).text, mentee->goal_days);
}
