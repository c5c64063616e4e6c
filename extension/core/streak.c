/*
 * streak.c
 *		Runs of school days of one kind.
 */
#include "core/streak.h"

#include "core/day_word.h"

MshipStreakReader
mship_streaks_of(const MshipAttendance *a, MshipKind kind)
{
	MshipStreakReader reader = {a, kind, 0};

	return reader;
}

/* The next run.  False at the end. */
bool
mship_streaks_next(MshipStreakReader *reader, MshipStreak *streak)
{
	const MshipAttendance *a = reader->record;
	uint32_t	school_days = 0;

	while (reader->index < a->day_count)
	{
		uint32_t	index = reader->index++;
		int			code = mship_attendance_code(a, index);

		if (mship_kind_has(reader->kind, code))
		{
			if (school_days++ == 0)
				streak->first_day = a->first_day + (int32_t) index;
			streak->last_day = a->first_day + (int32_t) index;
		}
		else if (school_days > 0 && !mship_kind_has(MSHIP_KIND_UNCOUNTED, code))
			break;
	}
	streak->school_days = school_days;
	return school_days > 0;
}

/*
 * Only days of the kind are visited; what lies between two of them is one
 * question to a word.
 */
uint32_t
mship_longest_streak(const MshipAttendance *a, MshipKind kind)
{
	uint32_t	longest = 0;
	uint32_t	length = 0;

	for (uint32_t k = 0; k < a->day_count; k += MSHIP_WORD_DAYS)
	{
		uint64_t	word = mship_word_of_days(a, k);
		uint64_t	members = mship_word_of_kind(word, kind);
		uint64_t	breaks = mship_word_counted(word) & ~members;

		for (; members != 0; members &= members - 1)
		{
			uint64_t	earlier = (members & ~(members - 1)) - 1;

			if ((breaks & earlier) != 0)
				length = 0;
			if (++length > longest)
				longest = length;
			breaks &= ~earlier;
		}
		if (breaks != 0)
			length = 0;
	}
	return longest;
}

uint32_t
mship_streak_count(const MshipAttendance *a, MshipKind kind, uint32_t min_days)
{
	MshipStreakReader reader = mship_streaks_of(a, kind);
	MshipStreak streak;
	uint32_t	count = 0;

	while (mship_streaks_next(&reader, &streak))
		count += streak.school_days >= min_days;
	return count;
}

uint32_t
mship_current_streak(const MshipAttendance *a, MshipKind kind, int32_t as_of)
{
	int64_t		days = (int64_t) as_of - a->first_day + 1;
	uint32_t	length = 0;

	if (days > a->day_count)
		days = a->day_count;
	for (; days > 0; days--)
	{
		int			code = mship_attendance_code(a, (uint32_t) (days - 1));

		if (mship_kind_has(kind, code))
			length++;
		else if (!mship_kind_has(MSHIP_KIND_UNCOUNTED, code))
			break;
	}
	return length;
}
