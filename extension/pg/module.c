/*
 * module.c
 *		The module's magic block and its settings, and nothing else.
 */
#include "postgres.h"

#include "fmgr.h"

#include "pg/compat.h"
#include "pg/match_memory.h"

MSHIP_MODULE_MAGIC(MSHIP_VERSION);

PGDLLEXPORT void _PG_init(void);

void
_PG_init(void)
{
	mship_define_match_memory();
}
