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
 * The module is built with hidden symbols.  Before PostgreSQL 16 the macros of
 * fmgr.h do not mark all that the server must find.
 */
#if PG_VERSION_NUM < 160000
#include "fmgr.h"
#undef PGDLLEXPORT
#define PGDLLEXPORT __attribute__((visibility("default")))
#undef PG_FUNCTION_INFO_V1
#define PG_FUNCTION_INFO_V1(funcname) \
	extern PGDLLEXPORT Datum funcname(PG_FUNCTION_ARGS); \
	extern PGDLLEXPORT const Pg_finfo_record *CppConcat(pg_finfo_, funcname) (void); \
	const Pg_finfo_record * \
	CppConcat(pg_finfo_, funcname) (void) \
	{ \
		static const Pg_finfo_record info = {1}; \
		return &info; \
	} \
	StaticAssertDecl(true, "takes the semicolon")
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
