/*
 * assign_memory.c
 *		Where the solver's arrays come from.
 */
#include "core/assign_problem.h"

#define BLOCK_AT_LEAST ((size_t) 64 * 1024)
#define BLOCK_AT_MOST ((size_t) 4 * 1024 * 1024)
#define LARGE MSHIP_ARENA_LARGE
#define ALIGNMENT ((size_t) 16)

/* May so many bytes more be taken? */
bool
mship_assign_reserve(const MshipService *service, int64_t bytes)
{
	return service->reserve == NULL || service->reserve(service->context, bytes);
}

/* Uninitialised room for "count" things; NULL when it cannot be had. */
void *
mship_assign_allocate(const MshipService *service, int64_t count, size_t size)
{
	if (count < 1)
		count = 1;
	if ((uint64_t) count > SIZE_MAX / size)
		return NULL;
	return service->allocate(service->context, (size_t) count * size);
}

/* From the block; a block that is too small is left behind for a larger one. */
static void *
allocate_in_arena(void *context, size_t bytes)
{
	AssignArena *arena = context;
	const MshipService *lender = arena->lender;
	char	   *room;

	if (bytes > LARGE)
		return lender->allocate(lender->context, bytes);
	bytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (bytes > arena->size - arena->used)
	{
		size_t		size = 2 * (arena->size > bytes ? arena->size : bytes);

		if (size < BLOCK_AT_LEAST)
			size = BLOCK_AT_LEAST;
		if (size > BLOCK_AT_MOST)
			size = BLOCK_AT_MOST;
		arena->block = lender->allocate(lender->context, size);
		if (arena->block == NULL)
		{
			arena->size = arena->used = 0;
			return NULL;
		}
		arena->size = size;
		arena->used = 0;
	}
	room = arena->block + arena->used;
	arena->used += bytes;
	return room;
}

static bool
lender_interrupts(void *context)
{
	const MshipService *lender = ((AssignArena *) context)->lender;

	return lender->interrupted != NULL && lender->interrupted(lender->context);
}

/* The lender's service with the arena's memory. */
MshipService
mship_arena_service(AssignArena *arena)
{
	MshipService service = {.allocate = allocate_in_arena,.interrupted = lender_interrupts,
	.context = arena};

	return service;
}
