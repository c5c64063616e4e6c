/*
 * module.c
 *		The module's magic block, and nothing else.
 */
#include "postgres.h"

#include "fmgr.h"

#include "pg/compat.h"

MSHIP_MODULE_MAGIC(MSHIP_VERSION);
