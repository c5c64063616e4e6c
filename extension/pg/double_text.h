/*
 * double_text.h
 *		Doubles as text, for the core: MshipReadDouble and MshipPrintDouble.
 */
#ifndef MSHIP_PG_DOUBLE_TEXT_H
#define MSHIP_PG_DOUBLE_TEXT_H

#include "postgres.h"

#include "core/tally.h"

extern bool mship_read_double(const char *text, size_t length, double *value);
extern size_t mship_print_double(double value, char *text);

#endif							/* MSHIP_PG_DOUBLE_TEXT_H */
