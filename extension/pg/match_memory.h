/*
 * match_memory.h
 *		The memory that one matching may take, and what the core is lent of it.
 *
 * All of a call's memory lies in one context.  A call that would pass the limit
 * ends with an error that names both numbers, before the memory is taken.
 */
#ifndef MSHIP_PG_MATCH_MEMORY_H
#define MSHIP_PG_MATCH_MEMORY_H

#include "postgres.h"

#include "core/assign.h"

typedef struct MatchMemory
{
	MemoryContext context;
	int64		needed;			/* bytes, where that was too much, or 0 */
} MatchMemory;

/* The setting mentorship.match_memory, in kB */
extern int	mship_match_memory;

extern void mship_define_match_memory(void);

extern void mship_begin_match_memory(MatchMemory *memory, const char *name);

/* Memory of the context, and interrupts, for the core. */
extern MshipService mship_match_service(MatchMemory *memory);

/* Raises an error unless so many bytes more may be held. */
extern void mship_match_may_take(MatchMemory *memory, Size bytes);

/* Room for one element more; doubles when it is full. */
extern void *mship_match_grow(MatchMemory *memory, void *array, int64 count,
							  int64 *room, Size size);

/* Reports a fault of the core, the limit included. */
extern void mship_match_failed(const MatchMemory *memory,
							   const MshipFault *fault) pg_attribute_noreturn();

#endif							/* MSHIP_PG_MATCH_MEMORY_H */
