/*
 * record.h
 *		An attendance value of the server into what a calendar prints.
 */
#ifndef DB_RECORD_H
#define DB_RECORD_H

#include "common/arena.h"
#include "db/conn.h"
#include "model/report_data.h"

/*
 * Read the text form of an attendance value; NULL gives an empty record.
 * Suspensions become plain absences and in-school suspension present here, so
 * that nothing behind this point can print them.
 */
extern DbStatus db_read_record(const char *text, Arena *arena, Record *record);

#endif							/* DB_RECORD_H */
