/*
 * load_file.h
 *		One file of a load into its staging table.
 */
#ifndef MAIN_LOAD_FILE_H
#define MAIN_LOAD_FILE_H

#include "common/arena.h"
#include "common/exit_codes.h"
#include "db/district.h"

/*
 * Stage the file of "columns", which are all of one file, from a folder.  What
 * is wrong with it goes to the database with the rows; another exit code than
 * EXIT_DONE means that the load cannot go on.  *present tells whether there
 * was such a file.
 */
extern ExitCode load_file(PGconn *conn, const char *folder,
						  const LoadColumn *columns, size_t column_count,
						  Arena *arena, bool *present);

#endif							/* MAIN_LOAD_FILE_H */
