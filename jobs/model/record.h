/*
 * record.h
 *		An attendance value of the server into what a calendar prints.
 */
#ifndef MODEL_RECORD_H
#define MODEL_RECORD_H

#include "common/arena.h"
#include "model/report_data.h"

typedef enum RecordStatus
{
	RECORD_OK = 0,
	RECORD_UNREADABLE,			/* not the text of an attendance value */
	RECORD_MEMORY
} RecordStatus;

/*
 * Read the text form of an attendance value; NULL gives an empty record.
 * Suspensions become plain absences and in-school suspension present here, so
 * that nothing behind this point can print them.
 */
extern RecordStatus record_read(const char *text, Arena *arena, Record *record);

#endif							/* MODEL_RECORD_H */
