/*
 * assign_stage_levels.h
 *		Stage 1: which priorities can be served, and where seats are short.
 *
 * The sets of mentees that can be matched together form a matroid, so taking
 * the priorities from the highest down and matching as many as possible of each
 * is optimal, for the sum and for the number.  Each class is matched by
 * depth-first augmenting paths with lookahead (Pothen and Fan), all searches of
 * one pass sharing their marks.  The first pass goes wherever it can; the others
 * only one layer further with each step, by layers that a breadth-first search
 * has found (Hopcroft and Karp), for a path that strays may take a whole pass.
 *
 * When a breadth-first search finds no empty seat, the columns that it has seen
 * are all full, and the rows that can use nothing else are more than their seats:
 * a Hall violator.  It becomes the region of this priority's level: one more of
 * these seats would be worth exactly one mentee of this priority.
 */
#ifndef MSHIP_ASSIGN_STAGE_LEVELS_H
#define MSHIP_ASSIGN_STAGE_LEVELS_H

#include "core/assign_solver.h"

/* stamp of a column that already belongs to a region */
#define STAMP_REGION INT32_MAX

/* an odd number without a pattern: its multiples are everywhere */
#define SCATTER 2654435761U

/* Seat the row at depth d in the column, which has a free seat, and shift the
 * path above it. */
static void
shift_level_path(Solver *s, int32_t d, int32_t column)
{
	s->vacant -= s->taken[column] + 1 == s->seats[column];
	for (; d >= 0; d--)
	{
		int32_t		row = s->path_row[d];
		int32_t		old = s->mate[row];

		if (old >= 0)
			assign_unseat(s, row);
		assign_seat(s, row, column);
		column = old;
	}
}

/*
 * A column of the row with a free seat, or -1.  Columns only fill up, so the
 * row never looks at a full one again.  Rows begin at different places, else all
 * would find the same columns full.
 */
static int32_t
look_ahead(Solver *s, int32_t row)
{
	const int32_t *column = s->column + s->first[row];
	int32_t		pairs = (int32_t) (s->first[row + 1] - s->first[row]);
	int32_t		at;

	if (s->vacant == 0 || s->looked[row] == pairs)
		return -1;
	at = (int32_t) (((uint32_t) row * SCATTER + (uint32_t) s->looked[row]) % (uint32_t) pairs);
	for (; s->looked[row] < pairs; s->looked[row]++)
	{
		if (!assign_full(s, column[at]))
			return column[at];
		if (++at == pairs)
			at = 0;
	}
	return -1;
}

/* May the search go from depth d to the column?  In a pass by layers only to the
 * next layer, which the search before this one has marked. */
static bool
leads_on(const Solver *s, int32_t d, int32_t column)
{
	if (s->by_layers)
		return s->stamp[column] == s->search - 1 && s->layer[column] == d + 1;
	return s->stamp[column] < s->search && s->seats[column] > 0;
}

/* Go down from the row at depth d to the first occupant of a column not yet
 * seen by this pass.  False if there is none. */
static bool
descend(Solver *s, int32_t d)
{
	int32_t		row = s->path_row[d];

	while (s->unseen > 0 && s->path_next[d] < s->first[row + 1])
	{
		int32_t		column = s->column[s->path_next[d]++];

		if (!leads_on(s, d, column))
			continue;
		s->unseen--;
		s->stamp[column] = s->search;
		s->path_column[d] = column;
		s->path_occupant[d + 1] = 0;
		s->path_row[d + 1] = s->occupant[s->start[column]];
		s->path_next[d + 1] = s->first[s->path_row[d + 1]];
		return true;
	}
	return false;
}

/* Replace the row at depth d by the next occupant of the column above it. */
static bool
next_level_occupant(Solver *s, int32_t d)
{
	int32_t		column = s->path_column[d - 1];
	int32_t		k = ++s->path_occupant[d];

	if (k >= s->taken[column])
		return false;
	s->path_row[d] = s->occupant[s->start[column] + k];
	s->path_next[d] = s->first[s->path_row[d]];
	return true;
}

/* Find a seat for the row, moving others along.  False if there is none. */
static bool
seat_in_level(Solver *s, int32_t row)
{
	int32_t		d = 0;
	bool		fresh = true;	/* the row at depth d has not looked ahead */

	s->path_row[0] = row;
	s->path_next[0] = s->first[row];
	for (;;)
	{
		int32_t		column = fresh ? look_ahead(s, s->path_row[d]) : -1;

		assign_tick(s);
		if (column >= 0)
		{
			shift_level_path(s, d, column);
			return true;
		}
		fresh = true;
		if (descend(s, d))
		{
			d++;
			continue;
		}
		if (d == 0)
			return false;
		if (!next_level_occupant(s, d))
		{
			d--;				/* go on with the columns of the row above */
			fresh = false;
		}
	}
}

/* Seat the row where the caller proposes, if that is a pair and a seat is free. */
static bool
seat_at_start(Solver *s, int32_t row)
{
	int32_t		column = s->in->start == NULL ? -1 : s->in->start[row];

	if (column < 0 || !assign_has_pair(s, row, column) || assign_full(s, column))
		return false;
	s->vacant -= s->taken[column] + 1 == s->seats[column];
	assign_seat(s, row, column);
	return true;
}

/* Make a region of what the last pass has seen; free rows stay out. */
static void
close_region(Solver *s, int32_t level, int32_t free_rows)
{
	const int32_t *priority = s->in->priority;
	int32_t		out = s->columns + s->levels;

	s->restricted = true;
	s->level_of_out[s->levels++] = level;
	s->seats[out] = free_rows;
	for (int32_t k = 0; k < free_rows; k++)
	{
		int32_t		row = s->free_row[k];

		s->row_level[row] = level;
		s->optional[row] = true;
		s->row_out[row] = out;
	}
	for (int32_t j = 0; j < s->columns; j++)
	{
		if (s->stamp[j] != s->search || s->seats[j] == 0)
			continue;
		s->column_level[j] = level;
		s->stamp[j] = STAMP_REGION;
		for (int32_t k = 0; k < s->taken[j]; k++)
		{
			int32_t		row = s->occupant[s->start[j] + k];

			s->row_level[row] = level;
			s->optional[row] = priority[row] == level;
			s->row_out[row] = out;
		}
	}
}

/* Columns with seats that are in no region yet. */
static int32_t
count_open(const Solver *s)
{
	int32_t		open = 0;

	for (int32_t j = 0; j < s->columns; j++)
		open += s->stamp[j] != STAMP_REGION && s->seats[j] > 0;
	return open;
}

/* ---------- layers ---------- */

/* Mark the row's columns that this search has not seen. */
static int32_t
mark_layer(Solver *s, int32_t row, int32_t layer, int32_t marked)
{
	assign_tick(s);
	for (int64_t e = s->first[row]; e < s->first[row + 1]; e++)
	{
		int32_t		column = s->column[e];

		if (s->stamp[column] >= s->search || s->seats[column] == 0)
			continue;
		s->stamp[column] = s->search;
		s->layer[column] = layer;
		s->path_column[marked++] = column;
	}
	return marked;
}

/*
 * Search from all free rows at once, until a layer has somebody with an empty
 * seat to go to.  False if there is none.
 */
static bool
find_layers(Solver *s, int32_t free_rows)
{
	int32_t		last = INT32_MAX;
	int32_t		marked = 0;
	int32_t		open = count_open(s);

	s->search++;
	for (int32_t k = 0; k < free_rows && marked < open; k++)
		marked = mark_layer(s, s->free_row[k], 1, marked);
	for (int32_t done = 0; done < marked && !s->interrupted; done++)
	{
		int32_t		column = s->path_column[done];
		int32_t		layer = s->layer[column];

		if (layer > last)
			break;
		for (int32_t k = 0; k < s->taken[column]; k++)
		{
			int32_t		row = s->occupant[s->start[column] + k];

			if (look_ahead(s, row) >= 0)
				last = layer;
			else if (layer < last && marked < open)
				marked = mark_layer(s, row, layer + 1, marked);
		}
	}
	s->unseen = marked;
	return last < INT32_MAX;
}

/* ---------- the stage ---------- */

/* One pass over the first free_rows rows in free_row[]; keeps and counts those
 * that still have no seat. */
static int32_t
run_pass(Solver *s, int32_t free_rows)
{
	int32_t		kept = 0;

	s->search++;
	for (int32_t k = 0; k < free_rows; k++)
	{
		int32_t		row = s->free_row[k];

		if (!seat_in_level(s, row))
			s->free_row[kept++] = row;
	}
	return kept;
}

/* Match as many as possible of the first free_rows rows in free_row[]; those
 * that remain are left there and counted, and their columns marked. */
static int32_t
match_class(Solver *s, int32_t free_rows)
{
	s->by_layers = false;
	s->unseen = count_open(s);
	free_rows = run_pass(s, free_rows);
	s->by_layers = true;
	while (free_rows > 0 && !s->interrupted && find_layers(s, free_rows))
		free_rows = run_pass(s, free_rows);
	return free_rows;
}

/*
 * Match all classes; leaves the matching in place, the regions marked, and one
 * OUT column for each.  False when interrupted.
 */
static bool
run_levels(Solver *s)
{
	const int32_t *priority = s->in->priority;
	int32_t		end;

	s->vacant = 0;
	for (int32_t j = 0; j < s->columns; j++)
		s->vacant += s->seats[j] > 0;
	for (int32_t row = 0; row < s->rows; row++)
		s->looked[row] = 0;
	for (int32_t begin = 0; begin < s->rows && !s->interrupted; begin = end)
	{
		int32_t		level = priority[s->order[begin]];
		int32_t		free_rows = 0;

		for (end = begin; end < s->rows; end++)
		{
			int32_t		row = s->order[end];

			if (priority[row] != level)
				break;
			if (s->first[row] < s->first[row + 1] && !seat_at_start(s, row))
				s->free_row[free_rows++] = row;
		}
		free_rows = match_class(s, free_rows);
		if (free_rows > 0 && !s->interrupted)
			close_region(s, level, free_rows);
	}
	for (int32_t j = 0; j < s->columns; j++)
		s->stamp[j] = 0;
	s->search = 0;
	return !s->interrupted;
}

#endif							/* MSHIP_ASSIGN_STAGE_LEVELS_H */
