/*
 * error.h
 *		Turns a fault of the core into a PostgreSQL error.
 */
#ifndef MSHIP_PG_ERROR_H
#define MSHIP_PG_ERROR_H

#include "postgres.h"
#include "nodes/nodes.h"

#include "core/status.h"
#include "pg/compat.h"

/*
 * Report a fault found in the text input of a type.  "escontext" makes it a
 * soft error where the server has them; then the caller returns NULL.
 */
extern void mship_report_input(const MshipFault *fault, const char *type_name,
							   const char *input, Node *escontext);

/* Report a fault found in the binary input of a type. */
extern void mship_report_binary(const MshipFault *fault,
								const char *type_name) pg_attribute_noreturn();

/*
 * Report a fault in an argument that is not a type's own text, such as a kind
 * of day; "text" may be NULL.
 */
extern void mship_report_argument(const MshipFault *fault, const char *argument,
								  const char *text) pg_attribute_noreturn();

/* Report a stored value that no function of ours can have written. */
extern void mship_report_damaged(const char *type_name) pg_attribute_noreturn();

/* Report a support function of an aggregate that is called by itself. */
extern void mship_report_not_aggregate(const char *function_name) pg_attribute_noreturn();

#endif							/* MSHIP_PG_ERROR_H */
