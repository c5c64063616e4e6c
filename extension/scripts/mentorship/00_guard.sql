/* The install script of extension mentorship, joined from scripts/mentorship. */

-- complain if the script is sourced in psql, rather than by CREATE EXTENSION
\echo Use "CREATE EXTENSION mentorship" to load this file. \quit

