/* The install script of extension mentorship_program, joined from scripts/mentorship_program. */

-- complain if the script is sourced in psql, rather than by CREATE EXTENSION
\echo Use "CREATE EXTENSION mentorship_program" to load this file. \quit

