/*
 * instance.h
 *		Matching problems of known shape, the same on every machine.
 *
 * Shapes, by letter (scores are whole, 0 to 1000):
 *	u	uniform scores
 *	t	ties: multiples of 50
 *	q	popular mentors: half of a score is the mentor's, half the pair's
 *	r	people with slots, interests and languages; schools share mentors
 *	c	the same, everybody at one school of about ten mentors
 *	p	product of two numbers: all mentees rank the mentors alike
 *	h	two prices: 0, or 998 to 1000
 *	i	identical people: 40 kinds of mentees, 25 of mentors
 *	g	geometric: scores fall with the distance on a ring
 */
#ifndef BENCH_INSTANCE_H
#define BENCH_INSTANCE_H

#include <stdint.h>

#define BEST_SCORE 1000

typedef struct Instance
{
	int32_t		mentees;
	int32_t		mentors;
	int64_t		pairs;
	int32_t    *capacity;		/* 0 to 5 */
	int32_t    *priority;
	int64_t    *first;			/* mentee -> first pair; mentees + 1 entries */
	int32_t    *mentor;			/* of each pair, ascending within a mentee */
	int32_t    *score;
} Instance;

#ifdef __cplusplus
extern "C"
{
#endif

/*
 * An instance by its name in instance.c, or
 * gen:SHAPE:MENTEES:MENTORS:DENSITY:SLACK:PRIORITIES:ISOLATED:SEED
 * where DENSITY above 1 is a number of pairs for each mentee, SLACK the seats
 * in percent of the mentees, ISOLATED mentees in a thousand without a pair.
 * NULL if there is none of that name.
 */
extern Instance *instance_make(const char *name);

/* FNV-1a over mentors and scores of all pairs. */
extern uint64_t instance_hash(const Instance *instance);

#ifdef __cplusplus
}
#endif

#endif							/* BENCH_INSTANCE_H */
