/*
 * match_memory.c
 *		The memory that one matching may take, and what the core is lent of it.
 */
#include "postgres.h"

#include <limits.h>

#include "miscadmin.h"
#include "utils/guc.h"
#include "utils/memutils.h"

#include "pg/error.h"
#include "pg/match_memory.h"

#define DEFAULT_KB (1024 * 1024)
#define LEAST_KB 1024

int			mship_match_memory = DEFAULT_KB;

void
mship_define_match_memory(void)
{
	DefineCustomIntVariable("mentorship.match_memory",
							"Memory that one call of match_mentors, blocking_pairs, assign or assign_certificate may take.",
							"A call that needs more is refused.",
							&mship_match_memory, DEFAULT_KB, LEAST_KB, MAX_KILOBYTES,
							PGC_USERSET, GUC_UNIT_KB, NULL, NULL, NULL);
}

void
mship_begin_match_memory(MatchMemory *memory, const char *name)
{
	memory->context = AllocSetContextCreateInternal(CurrentMemoryContext, name,
													ALLOCSET_DEFAULT_SIZES);
	memory->needed = 0;
}

static bool
may_take(MatchMemory *memory, uint64 bytes)
{
	int64		held = MemoryContextMemAllocated(memory->context, true);
	int64		limit = (int64) mship_match_memory * 1024;

	if (held <= limit && bytes <= (uint64) (limit - held))
		return true;
	memory->needed = bytes > (uint64) (PG_INT64_MAX - held) ? PG_INT64_MAX : held + (int64) bytes;
	return false;
}

static void *
allocate(void *context, size_t bytes)
{
	MatchMemory *memory = context;

	if (!may_take(memory, bytes))
		return NULL;
	return MemoryContextAllocExtended(memory->context, bytes,
									  MCXT_ALLOC_HUGE | MCXT_ALLOC_NO_OOM);
}

static bool
reserve(void *context, int64_t bytes)
{
	MatchMemory *memory = context;

	/* what was refused before may have been done in another way */
	memory->needed = 0;
	return may_take(memory, (uint64) bytes);
}

/* The core holds nothing but memory of its context, so it may be left here. */
static bool
interrupted(void *context)
{
	CHECK_FOR_INTERRUPTS();
	return false;
}

MshipService
mship_match_service(MatchMemory *memory)
{
	MshipService service = {
		.allocate = allocate,
		.interrupted = interrupted,
		.context = memory,
		.reserve = reserve,
	};

	return service;
}

void
mship_match_may_take(MatchMemory *memory, Size bytes)
{
	if (!may_take(memory, bytes))
		mship_report_match_memory(memory->needed, mship_match_memory);
}

void *
mship_match_grow(MatchMemory *memory, void *array, int64 count, int64 *room, Size size)
{
	int64		before = *room;

	if (count < before)
		return array;
	*room = before == 0 ? 256 : 2 * before;
	mship_match_may_take(memory, (*room - before) * size);
	if (array == NULL)
		return MemoryContextAllocHuge(memory->context, *room * size);
	return repalloc_huge(array, *room * size);
}

void
mship_match_failed(const MatchMemory *memory, const MshipFault *fault)
{
	if (fault->status == MSHIP_ERR_MEMORY && memory->needed > 0)
		mship_report_match_memory(memory->needed, mship_match_memory);
	mship_report_match(fault);
}
