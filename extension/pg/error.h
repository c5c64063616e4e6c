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

/*
 * A scorecard looks for a column that the row does not have ("columns" lists
 * those it has), has twice, or has as something else than a number.
 */
extern void mship_report_column_absent(const char *name,
									   const char *columns) pg_attribute_noreturn();
extern void mship_report_column_ambiguous(const char *name) pg_attribute_noreturn();
extern void mship_report_feature_type(const char *name,
									 Oid type) pg_attribute_noreturn();

/* A card's features are given as values, but not as many as there are. */
extern void mship_report_feature_count(int wanted, int given) pg_attribute_noreturn();

/*
 * Report that a fit failed, because of "feature" unless it is NULL; say that rows
 * were left out, or that the outcomes are separated.
 */
extern void mship_report_fit(const MshipFault *fault,
							 const char *feature) pg_attribute_noreturn();
extern void mship_notice_skipped(const char *argument, int64 rows);
extern void mship_notice_separated(void);

/*
 * Report that mentees and mentors could not be matched; that it takes more memory
 * ("needed", in bytes) than it may.
 */
extern void mship_report_match(const MshipFault *fault) pg_attribute_noreturn();
extern void mship_report_match_memory(int64 needed,
									  int limit_kb) pg_attribute_noreturn();

/*
 * Report what is wrong with a query that was given as an argument: a column is
 * missing, is there twice or has the wrong type, a value is NULL or a score not
 * finite (rows count from 1), an id appears twice, or it has too many rows.
 */
extern void mship_report_null_argument(const char *argument) pg_attribute_noreturn();
extern void mship_report_column_missing(const char *argument,
										const char *column) pg_attribute_noreturn();
extern void mship_report_column_twice(const char *argument,
									  const char *column) pg_attribute_noreturn();
extern void mship_report_column_type(const char *argument, const char *column,
									 const char *expected, Oid wanted,
									 Oid actual) pg_attribute_noreturn();
extern void mship_report_null_value(const char *argument, const char *column,
									int64 row) pg_attribute_noreturn();
extern void mship_report_value(const char *argument, const char *column,
							   int64 row, MshipReason reason) pg_attribute_noreturn();
extern void mship_report_id_twice(const char *argument, const char *column,
								  int64 id) pg_attribute_noreturn();
extern void mship_report_rows(const char *argument, int64 limit,
							  MshipReason reason) pg_attribute_noreturn();
extern void mship_report_not_a_query(const char *argument) pg_attribute_noreturn();

/* Report a stored value that no function of ours can have written. */
extern void mship_report_damaged(const char *type_name) pg_attribute_noreturn();

/* Report a call where the row that a function returns has no type. */
extern void mship_report_no_row_type(void) pg_attribute_noreturn();

/* Report a support function of an aggregate that is called by itself. */
extern void mship_report_not_aggregate(const char *function_name) pg_attribute_noreturn();

#endif							/* MSHIP_PG_ERROR_H */
