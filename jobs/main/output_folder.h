/*
 * output_folder.h
 *		The folder that a run writes into, held by one run at a time.
 */
#ifndef MAIN_OUTPUT_FOLDER_H
#define MAIN_OUTPUT_FOLDER_H

#include "common/exit_codes.h"

/*
 * Make the folder and those above it, for this user's eyes only; lock it, and
 * remove what a killed run has left half written.  On success the caller
 * closes *lock, which gives the folder free; else the log has said why not.
 */
extern ExitCode output_folder_open(const char *path, int *lock);

#endif							/* MAIN_OUTPUT_FOLDER_H */
