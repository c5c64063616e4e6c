/*
 * truancy_rule.h
 *		fmgr access to the type truancy_rule: a varlena whose content is the
 *		packed run of bytes of core/truancy_rule.h.
 */
#ifndef MSHIP_PG_TRUANCY_RULE_H
#define MSHIP_PG_TRUANCY_RULE_H

#include "postgres.h"
#include "fmgr.h"

#include "core/truancy_rule.h"
#include "pg/compat.h"

/* Take a value apart.  Raises an error if it is damaged. */
extern void mship_truancy_rule_of_datum(Datum datum, MshipTruancyRule *rule);

#define PG_GETARG_TRUANCY_RULE(n, rule) \
	mship_truancy_rule_of_datum(PG_GETARG_DATUM(n), rule)

/* The bytes themselves; equal rules are equal bytes. */
#define PG_GETARG_TRUANCY_BYTES(n) \
	((struct varlena *) PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(n)))

#endif							/* MSHIP_PG_TRUANCY_RULE_H */
