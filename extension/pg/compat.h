/*
 * compat.h
 *		The only place that looks at PG_VERSION_NUM.
 *
 * Written for PostgreSQL 15 to 19.
 */
#ifndef MSHIP_COMPAT_H
#define MSHIP_COMPAT_H

#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

/*
 * Soft errors exist from PostgreSQL 16 on.  Before that an input function can
 * only raise.
 */
#if PG_VERSION_NUM >= 160000
#define MSHIP_ESCONTEXT(fcinfo) ((fcinfo)->context)
#define mship_ereturn(escontext, dummy, ...) \
	ereturn(escontext, dummy, __VA_ARGS__)
#else
#define MSHIP_ESCONTEXT(fcinfo) NULL
#define mship_ereturn(escontext, dummy, ...) \
	do { \
		(void) (escontext); \
		ereport(ERROR, __VA_ARGS__); \
		return dummy; \
	} while (0)
#endif

#if PG_VERSION_NUM >= 180000
#define MSHIP_MODULE_MAGIC(version) \
	PG_MODULE_MAGIC_EXT(.name = "mentorship", .version = version)
#else
#define MSHIP_MODULE_MAGIC(version) PG_MODULE_MAGIC
#endif

#endif							/* MSHIP_COMPAT_H */
