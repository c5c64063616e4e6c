/*
 * error.c
 *		The only text of the extension's errors.
 *
 * A message names the type and the rule, quotes the offending part and gives
 * its position, but never repeats a whole value: values are students' records
 * and messages reach the server log.
 */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "parser/parse_coerce.h"
#include "utils/builtins.h"

#include "pg/error.h"

/* The longest part of an input that a message quotes, in bytes. */
#define QUOTE_MAX 40

typedef struct ReasonText
{
	/* a full sentence up to the quoted part, e.g. "Unknown weekday" */
	const char *detail;
	const char *hint;			/* NULL where none helps */
} ReasonText;

static const ReasonText reason_text[MSHIP_REASON_COUNT] = {
	[MSHIP_REASON_NONE] = {"Malformed value", NULL},
	[MSHIP_REASON_TRAILING_TEXT] = {"Unexpected text after the value", NULL},
	[MSHIP_REASON_UNEXPECTED_END] = {"The value ends too early", NULL},
	[MSHIP_REASON_EXPECTED_NUMBER] = {"Expected a number", NULL},
	[MSHIP_REASON_NUMBER_TOO_LARGE] = {"A number is out of range", NULL},
	[MSHIP_REASON_NUMBER_DIGITS] = {"A number may have 15 significant digits and 22 decimals, no more", NULL},
	[MSHIP_REASON_BINARY_VERSION] = {"The format version is not supported", NULL},
	[MSHIP_REASON_BINARY_LENGTH] = {"The length does not agree with the content", NULL},
	[MSHIP_REASON_BINARY_RESERVED] = {"A reserved bit is set", NULL},
	[MSHIP_REASON_BINARY_NOT_CANONICAL] = {"The value is not in canonical form", NULL},
	[MSHIP_REASON_STATUS_NAME] = {"Unknown attendance status",
		"Use a letter (P R T L I X E U e u S ?) or a name such as \"excused\"."},
	[MSHIP_REASON_STATUS_LETTER] = {"Unknown attendance letter",
	"The letters are P R T L I X E U e u S ?, and a dot for a day without school."},
	[MSHIP_REASON_STATUS_CODE] = {"Unknown attendance status code", NULL},
	[MSHIP_REASON_KIND] = {"Unknown kind of day",
		"Use absent, unexcused, excused, suspended, present, tardy, or a set of attendance letters such as \"US\"."},
	[MSHIP_REASON_RECORD_COLON] = {"Expected a colon after the first day",
		"Write a record as in \"2024-08-26:PPPPP..PPUUP\"."},
	[MSHIP_REASON_DATE_SYNTAX] = {"Expected a day as YYYY-MM-DD", NULL},
	[MSHIP_REASON_DATE_RANGE] = {"The day does not exist or is out of range", NULL},
	[MSHIP_REASON_SPAN] = {"A record would span too many days",
		"Clip the record to a school year with \"record * daterange(first, last, '[]')\"."},
	[MSHIP_REASON_MINUTES] = {"Minutes must be written (missed/scheduled), with 0 <= missed <= scheduled <= 1440 and scheduled above 0", NULL},
	[MSHIP_REASON_MIN_DAYS] = {"The smallest length of a run must be at least 1", NULL},
	[MSHIP_REASON_TRUANCY_START] = {"Expected a count or the name of a preset",
		"Presets are florida, texas, ohio, california, connecticut, south_carolina and wisconsin; a clause reads as in \"15 unexcused days in 90 calendar days\"."},
	[MSHIP_REASON_TRUANCY_COUNT] = {"A count must be a whole number from 1 to 36525", NULL},
	[MSHIP_REASON_TRUANCY_HOURS] = {"Hours must be a number from 0.01 to 876600 with at most 2 decimals", NULL},
	[MSHIP_REASON_TRUANCY_UNIT] = {"Unknown unit",
		"Units are days (missed as a whole), parts (of days), hours, and occasions over N minutes."},
	[MSHIP_REASON_TRUANCY_OVER] = {"The minutes of an occasion must be a whole number from 0 to 1439", NULL},
	[MSHIP_REASON_TRUANCY_WINDOW] = {"Unknown window",
		"Windows are consecutive, in N calendar days, in N school days, in calendar month, in N calendar months and in record."},
	[MSHIP_REASON_TRUANCY_LENGTH] = {"The length of a window must be a whole number from 1 to 36525", NULL},
	[MSHIP_REASON_TRUANCY_MONTHS] = {"A period must have 2 to 1200 calendar months",
		"Write \"in calendar month\" for a month of the calendar, or \"in 30 calendar days\"."},
	[MSHIP_REASON_TRUANCY_DAY] = {"The length of a day must be written in hours above 0, at most 24, with at most 2 decimals, or in whole minutes",
		"Write it as in \"at 6.5 hours a day\" or \"at 380 minutes a day\"."},
	[MSHIP_REASON_TRUANCY_NO_HOURS] = {"The length of a day has no meaning in this unit",
		"It belongs to hours and to occasions over N minutes."},
	[MSHIP_REASON_TRUANCY_OR] = {"Expected \"or\" before the next clause", NULL},
	[MSHIP_REASON_TRUANCY_CLAUSES] = {"Too many clauses", NULL},
	[MSHIP_REASON_RULE_KEY] = {"Unknown preset or key",
		"Presets are edfacts, california, new_jersey, connecticut, edu_wh and kipp; keys are threshold, side, min_days, partial, suspension, in_school_suspension, unrecorded, exempt and excused."},
	[MSHIP_REASON_RULE_KEY_TWICE] = {"A key is given twice", NULL},
	[MSHIP_REASON_RULE_NO_VALUE] = {"Expected an equals sign and a value after the key",
		"Write a rule as in \"edfacts; min_days=20\"."},
	[MSHIP_REASON_RULE_VALUE] = {"Value not allowed for this key",
		"side is inclusive or exclusive; partial is half_or_more, more_than_half or fraction; the statuses are absent, present or excluded."},
	[MSHIP_REASON_RULE_THRESHOLD] = {"A threshold must be above 0 and at most 1",
		"Write a percentage with at most four decimals, such as 10%, or a fraction, such as 1/10."},
	[MSHIP_REASON_RULE_MIN_DAYS] = {"The minimum of days must be a whole number from 0 to 36525", NULL},
	[MSHIP_REASON_WINDOW_DAYS] = {"A window must have at least 1 day", NULL},
	[MSHIP_REASON_MAX_SLOTS] = {"The number of slots must not be negative", NULL},
	[MSHIP_REASON_SIMILAR_LENGTH] = {"It must have as many elements as argument \"started_on\"", NULL},
	[MSHIP_REASON_SIMILAR_SHARE] = {"A share must be from 0 to 1", NULL},
	[MSHIP_REASON_SIMILAR_OTHERS] = {"There are too many students to compare with at once",
	"Compare grade by grade, or school by school."},
	[MSHIP_REASON_WEEKDAY] = {"Unknown weekday",
		"Weekdays are Mon Tue Wed Thu Fri Sat Sun, or 1 (Monday) to 7."},
	[MSHIP_REASON_WEEKDAY_RANGE] = {"A range of weekdays must run from an earlier to a later day of the week", NULL},
	[MSHIP_REASON_WEEKDAY_COLON] = {"Expected a colon after the weekday",
		"Write availability as in \"Mon:before,P3,lunch Thu:P1-P4\"."},
	[MSHIP_REASON_SLOT] = {"Unknown slot",
		"Slots are before, P1 to P12, lunch, after and evening."},
	[MSHIP_REASON_SLOT_RANGE] = {"A range of slots must run from a lower to a higher period", NULL},
	[MSHIP_REASON_TRAIT_NAME] = {"A trait cannot contain this character",
		"Separate traits by commas, as in \"science:2, reading, chess:0.5\"."},
	[MSHIP_REASON_TRAIT_EMPTY] = {"A trait has no name",
		"Separate traits by commas, as in \"science:2, reading, chess:0.5\"."},
	[MSHIP_REASON_TRAIT_LENGTH] = {"A trait is longer than 127 bytes",
		"Separate traits by commas, as in \"science:2, reading, chess:0.5\"."},
	[MSHIP_REASON_TRAIT_REPEATED] = {"A trait is given twice with different weights", NULL},
	[MSHIP_REASON_TRAIT_WEIGHT] = {"A weight must be a number from -100 to 100 with at most 6 decimals", NULL},
	[MSHIP_REASON_TRAIT_COUNT] = {"Too many traits", NULL},
	[MSHIP_REASON_CARD_FORM] = {"A scorecard starts with points, logistic or the name of a preset",
		"Presets are balfanz and check_and_connect."},
	[MSHIP_REASON_CARD_KEY] = {"Expected the name of a feature",
		"Write a scorecard as in \"points; absence_rate >=0.1:2 >=0.2:4; failed_courses >=1:1\"."},
	[MSHIP_REASON_CARD_FEATURE] = {"A feature needs a name of 1 to 63 bytes other than base, and min, max and missing in double quotes", NULL},
	[MSHIP_REASON_CARD_REPEATED] = {"A part of the scorecard is given twice", NULL},
	[MSHIP_REASON_CARD_BASE] = {"The base is written as in \"base=0\"", NULL},
	[MSHIP_REASON_CARD_THRESHOLD] = {"After a feature stand thresholds with their points, or a coefficient",
		"Write \"absence_rate >=0.1:2 >=0.2:4\" or \"absence_rate *8.1\"."},
	[MSHIP_REASON_CARD_ORDER] = {"A threshold is not stricter than the one before it",
		"Only the last threshold met counts: write the mildest first, as in \">=0.1:2 >=0.2:4\"."},
	[MSHIP_REASON_CARD_BOUND] = {"After a coefficient stand at most the bounds of the value, each once, the least first",
		"Write \"incidents *0.35 min 0 max 10\"."},
	[MSHIP_REASON_CARD_MISSING] = {"A default is for a feature of the same scorecard, as in \"missing incidents=0\"", NULL},
	[MSHIP_REASON_CARD_SIZE] = {"The scorecard is too large", NULL},
	[MSHIP_REASON_TALLY_ENTRY] = {"A tally lists scores with the rows that had the outcome and that had not",
		"Write \"0.25:1/3, 0.5:2/0\"."},
	[MSHIP_REASON_TALLY_ROWS] = {"There are too many rows to judge a score by", NULL},
	[MSHIP_REASON_TALLY_SCORES] = {"There are too many different scores",
		"Round the scores."},
	[MSHIP_REASON_TALLY_PROBABILITY] = {"The Brier score needs probabilities, from 0 to 1",
		"The score of a \"points\" scorecard is no probability; that of a \"logistic\" one is."},
	[MSHIP_REASON_TALLY_NAN] = {"A score must be a number, and NaN is not", NULL},
	[MSHIP_REASON_BANDS] = {"There must be 1 to 1000 bands", NULL},
	[MSHIP_REASON_CALIBRATION_PROBABILITY] = {"Calibration needs probabilities, from 0 to 1",
		"The score of a \"points\" scorecard is no probability; that of a \"logistic\" one is."},
	[MSHIP_REASON_LOGIT_MODEL] = {"A model has a center, a factor above 0 and a coefficient for each feature, and an intercept; all of them numbers", NULL},
	[MSHIP_REASON_LOGIT_MIXED] = {"The sums are of different stages, features or models and cannot be added up", NULL},
	[MSHIP_REASON_LOGIT_ROWS] = {"There are too many rows", NULL},
	[MSHIP_REASON_LOGIT_SHAPE] = {"Sums begin with \"moments\" or \"step\" and the number of features, 1 to 64", NULL},
	[MSHIP_REASON_LOGIT_SUMS] = {"No rows have such sums", NULL},
	[MSHIP_REASON_LOGIT_RIDGE] = {"The ridge must be a number from 0 to 1e100", NULL},
	[MSHIP_REASON_LOGIT_RANGE] = {"It has an infinite value or one beyond 1e100", NULL},
	[MSHIP_REASON_LOGIT_NO_ROWS] = {"There is no row in which the outcome and every feature are known", NULL},
	[MSHIP_REASON_LOGIT_ONE_CLASS] = {"The outcome is the same in every row",
		"A fit needs rows with the outcome and rows without it."},
	[MSHIP_REASON_LOGIT_CONSTANT] = {"It has the same value in every row, or values too close to tell apart",
		"Leave the feature out; it says nothing of the outcome."},
	[MSHIP_REASON_LOGIT_DEPENDENT] = {"It follows from the features before it, or there are more features than rows",
		"Leave the feature out, or use a greater ridge."},
	[MSHIP_REASON_LOGIT_SEPARATED] = {"The features tell the outcome of some or all rows without error, so that coefficients grow without end",
		"Use a ridge above 0, and look whether a feature was known only after the outcome."},
	[MSHIP_REASON_LOGIT_NO_END] = {"Newton's method did not come to an end", "Use a greater ridge."},
	[MSHIP_REASON_LOGIT_COEFFICIENT] = {"Its coefficient has more than 15 digits before the point",
		"Scale the feature to greater values."},
	[MSHIP_REASON_LOGIT_FEATURES] = {"After the outcome the query must yield 1 to 64 features", NULL},
	[MSHIP_REASON_LOGIT_NAME] = {"A feature cannot have this name", NULL},
	[MSHIP_REASON_LOGIT_CHANGED] = {"The query does not yield the same rows each time",
		"Put its rows into a table first."},
	[MSHIP_REASON_POLICY_KEY] = {"Unknown match policy key",
	"Keys are objective, fairness, same_school, keep_existing, keep, min_shared_slots, mentees_per_slot, schedule, traits and language."},
	[MSHIP_REASON_POLICY_VALUE] = {"Value not allowed for this match policy key",
	"objective=participation|score|stable, fairness=none|bottleneck, same_school=required|preferred, keep_existing=true|false; weights and keep are points with at most 3 decimals; min_shared_slots is 0 to 112 and mentees_per_slot 1 to 1000."},
	[MSHIP_REASON_POLICY_REPEATED] = {"The match policy names a key twice", NULL},
	[MSHIP_REASON_POLICY_FAIRNESS] = {"fairness=bottleneck goes with objective=participation only", NULL},
	[MSHIP_REASON_OBJECTIVE] = {"Unknown objective", "Use participation or score."},
	[MSHIP_REASON_CAPACITY] = {"A capacity must be from 0 to 2147483647", NULL},
	[MSHIP_REASON_PRIORITY] = {"A priority must be from 1 to 2147483647", NULL},
	[MSHIP_REASON_NOT_FINITE] = {"A score must be a finite number", NULL},
	[MSHIP_REASON_DUPLICATE_ID] = {"An id appears twice", NULL},
	[MSHIP_REASON_MATCH_PEOPLE] = {"There are too many people to match at once",
	"Match school by school, or fewer people at a time."},
	[MSHIP_REASON_MATCH_PAIRS] = {"There are too many permitted pairs to match at once",
	"Match school by school, or require more shared slots."},
	[MSHIP_REASON_SCORE_SPREAD] = {"The scores are too far apart for exact arithmetic on this many people", NULL},
};

static int
sqlstate_of(MshipStatus status)
{
	switch (status)
	{
		case MSHIP_ERR_SYNTAX:
			return ERRCODE_INVALID_TEXT_REPRESENTATION;
		case MSHIP_ERR_DATE:
			return ERRCODE_DATETIME_VALUE_OUT_OF_RANGE;
		case MSHIP_ERR_NUMBER:
			return ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE;
		case MSHIP_ERR_VALUE:
			return ERRCODE_INVALID_PARAMETER_VALUE;
		case MSHIP_ERR_LIMIT:
			return ERRCODE_PROGRAM_LIMIT_EXCEEDED;
		case MSHIP_ERR_BINARY:
			return ERRCODE_INVALID_BINARY_REPRESENTATION;
		case MSHIP_ERR_MEMORY:
			return ERRCODE_OUT_OF_MEMORY;
		case MSHIP_ERR_CANCELED:
			return ERRCODE_QUERY_CANCELED;
		case MSHIP_OK:
		case MSHIP_ERR_SPACE:
		case MSHIP_ERR_INTERNAL:
			break;
	}
	return ERRCODE_INTERNAL_ERROR;
}

/* The offending part of the input, cut at a character boundary. */
static char *
offending_part(const MshipFault *fault, const char *input)
{
	size_t		input_len = strlen(input);
	size_t		start = Min(fault->position, input_len);
	size_t		length = Min(fault->length, input_len - start);

	length = pg_mbcliplen(input + start, (int) Min(length, QUOTE_MAX + 1), QUOTE_MAX);
	return pnstrdup(input + start, length);
}

/* "Unknown weekday "Mum" at position 1." */
static char *
detail_of(const MshipFault *fault, const char *input)
{
	const char *sentence = reason_text[fault->reason].detail;
	int			position;

	if (fault->limit != 0)
		return psprintf("%s: %lld, and the limit is %lld.", sentence,
						(long long) fault->value, (long long) fault->limit);
	if (input == NULL)
		return psprintf("%s.", sentence);

	/* people count characters, from 1 */
	position = pg_mbstrlen_with_len(input, (int) Min(fault->position, strlen(input))) + 1;
	if (fault->length > 0)
		return psprintf("%s: \"%s\" at position %d.", sentence,
						offending_part(fault, input), position);
	return psprintf("%s, at position %d.", sentence, position);
}

void
mship_report_input(const MshipFault *fault, const char *type_name,
				   const char *input, Node *escontext)
{
	const char *hint = reason_text[fault->reason].hint;

	mship_ereturn(escontext,,
				  (errcode(sqlstate_of(fault->status)),
				   fault->status == MSHIP_ERR_SYNTAX ?
				   errmsg("invalid input syntax for type %s", type_name) :
				   errmsg("value out of range for type %s", type_name),
				   errdetail("%s", detail_of(fault, input)),
				   hint ? errhint("%s", hint) : 0));
}

void
mship_report_binary(const MshipFault *fault, const char *type_name)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary representation of type %s", type_name),
			 errdetail("%s", detail_of(fault, NULL))));
}

void
mship_report_argument(const MshipFault *fault, const char *argument,
					  const char *text)
{
	const char *hint = reason_text[fault->reason].hint;

	ereport(ERROR,
			(errcode(sqlstate_of(fault->status)),
			 errmsg("invalid value for argument \"%s\"", argument),
			 errdetail("%s", detail_of(fault, text)),
			 hint ? errhint("%s", hint) : 0));
}

void
mship_report_column_absent(const char *name, const char *columns)
{
	ereport(ERROR,
			(errcode(ERRCODE_UNDEFINED_COLUMN),
			 errmsg("row of features has no column \"%s\"", name),
			 columns[0] != '\0' ?
			 errdetail("The row has the columns %s.", columns) :
			 errdetail("The row has no columns."),
			 errhint("Add the column, or give the feature a default in the scorecard, as in \"missing %s=0\".", name)));
}

void
mship_report_column_ambiguous(const char *name)
{
	ereport(ERROR,
			(errcode(ERRCODE_AMBIGUOUS_COLUMN),
			 errmsg("row of features has more than one column \"%s\"", name)));
}

void
mship_report_feature_type(const char *name, Oid type)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATATYPE_MISMATCH),
			 errmsg("column \"%s\" is not a number", name),
			 errdetail("Its type is %s; a feature is of a numeric type or boolean.",
					   format_type_be(type))));
}

void
mship_report_feature_count(int wanted, int given)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the scorecard has %d features, but %d values are given", wanted, given)));
}

void
mship_report_match(const MshipFault *fault)
{
	const char *hint = reason_text[fault->reason].hint;

	ereport(ERROR,
			(errcode(sqlstate_of(fault->status)),
			 errmsg("could not match mentees and mentors"),
			 fault->status == MSHIP_ERR_MEMORY ? errdetail("There is not enough memory.") :
			 fault->reason == MSHIP_REASON_NONE ? 0 : errdetail("%s", detail_of(fault, NULL)),
			 hint ? errhint("%s", hint) : 0));
}

void
mship_report_match_memory(int64 needed, int limit_kb)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("matching needs more memory than it may take"),
			 errdetail("It needs at least %lld kB, and mentorship.match_memory is %d kB.",
					   (long long) (needed / 1024 + 1), limit_kb),
			 errhint("Match fewer people at a time, such as each school by itself, or raise mentorship.match_memory.")));
}

void
mship_report_fit(const MshipFault *fault, const char *feature)
{
	const char *hint = reason_text[fault->reason].hint;

	ereport(ERROR,
			(errcode(sqlstate_of(fault->status)),
			 feature == NULL ? errmsg("could not fit a risk score") :
			 errmsg("could not fit a risk score with feature \"%s\"", feature),
			 errdetail("%s.", reason_text[fault->reason].detail),
			 hint ? errhint("%s", hint) : 0));
}

void
mship_notice_skipped(const char *argument, int64 rows)
{
	ereport(NOTICE,
			(errmsg_plural("%lld row of query \"%s\" was left out because a value is not known",
						   "%lld rows of query \"%s\" were left out because a value is not known",
						   (unsigned long) rows, (long long) rows, argument)));
}

void
mship_notice_separated(void)
{
	ereport(NOTICE,
			(errmsg("the features tell every outcome without error"),
			 errdetail("How far the coefficients are from 0 depends on the ridge alone."),
			 errhint("Look whether a feature was known only after the outcome.")));
}

void
mship_report_null_argument(const char *argument)
{
	ereport(ERROR,
			(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
			 errmsg("argument \"%s\" must not be null", argument)));
}

void
mship_report_column_missing(const char *argument, const char *column)
{
	ereport(ERROR,
			(errcode(ERRCODE_UNDEFINED_COLUMN),
			 errmsg("query \"%s\" has no column \"%s\"", argument, column)));
}

void
mship_report_column_twice(const char *argument, const char *column)
{
	ereport(ERROR,
			(errcode(ERRCODE_AMBIGUOUS_COLUMN),
			 errmsg("query \"%s\" has more than one column \"%s\"", argument, column)));
}

void
mship_report_column_type(const char *argument, const char *column,
						 const char *expected, Oid wanted, Oid actual)
{
	Oid			function;
	bool		castable = find_coercion_pathway(wanted, actual, COERCION_EXPLICIT, &function) !=
		COERCION_PATH_NONE;

	ereport(ERROR,
			(errcode(ERRCODE_DATATYPE_MISMATCH),
			 errmsg("column \"%s\" of query \"%s\" has type %s, but %s is expected",
					column, argument, format_type_be(actual), expected),
			 castable ? errhint("Cast it in the query, as in \"%s::%s AS %s\".", column,
								format_type_be(wanted), column) : 0));
}

void
mship_report_null_value(const char *argument, const char *column, int64 row)
{
	ereport(ERROR,
			(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
			 errmsg("column \"%s\" of query \"%s\" must not be null", column, argument),
			 errdetail("Row %lld is null there.", (long long) row)));
}

void
mship_report_value(const char *argument, const char *column, int64 row,
				   MshipReason reason)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("value not allowed in column \"%s\" of query \"%s\"", column, argument),
			 errdetail("%s; see row %lld.", reason_text[reason].detail, (long long) row)));
}

void
mship_report_id_twice(const char *argument, const char *column, int64 id)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("query \"%s\" yields a \"%s\" twice", argument, column),
			 errdetail("It is %lld.", (long long) id)));
}

void
mship_report_rows(const char *argument, int64 limit, MshipReason reason)
{
	const char *hint = reason_text[reason].hint;

	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("query \"%s\" yields too many rows", argument),
			 errdetail("%s: the limit is %lld.", reason_text[reason].detail, (long long) limit),
			 hint ? errhint("%s", hint) : 0));
}

void
mship_report_not_a_query(const char *argument)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("argument \"%s\" must be a single query that returns rows", argument)));
}

void
mship_report_damaged(const char *type_name)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("stored value of type %s is damaged", type_name),
			 errhint("Check the disk and restore the table from a backup.")));
}

void
mship_report_no_row_type(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			 errmsg("function returning record called in context that cannot accept type record")));
}

void
mship_report_not_aggregate(const char *function_name)
{
	ereport(ERROR,
			(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			 errmsg("function %s can only be called by an aggregate", function_name)));
}
