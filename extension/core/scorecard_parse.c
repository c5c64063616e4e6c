/*
 * scorecard_parse.c
 *		Reads the text of a scorecard.
 *
 *		card    := head [";" clause]... [";"]
 *		head    := "points" | "logistic" | name of a preset
 *		clause  := "base" "=" number
 *				 | feature { op number ":" number }...
 *				 | feature "*" number [ "min" number ] [ "max" number ]
 *				 | "missing" feature "=" number
 *		op      := ">=" | ">" | "<=" | "<"
 *		feature := a name as in SQL: folded to lower case, or in double quotes
 *
 * Clauses may come in any order, save that features keep theirs: it is the
 * order in which reasons are given.  After the name of a preset further clauses
 * may add features and defaults, or set another base.
 *
 * Of a feature's thresholds the last one met counts, so they must be written
 * from the mildest to the strictest; anything else would silently score less
 * than was meant, and is refused.
 */
#include <string.h>

#include "core/scorecard.h"

typedef struct Reader
{
	const char *text;
	size_t		length;
	size_t		at;
	MshipFault *fault;
} Reader;

typedef struct Name
{
	char		text[MSHIP_CARD_MAX_NAME];
	size_t		length;
	size_t		start;			/* where it stands */
	size_t		end;
	bool		quoted;
} Name;

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static void
skip_spaces(Reader *r)
{
	while (r->at < r->length && is_space(r->text[r->at]))
		r->at++;
}

static bool
next_is(const Reader *r, char c)
{
	return r->at < r->length && r->text[r->at] == c;
}

/* The fault covers the text from "start" to where the reader is. */
static MshipStatus
fail_from(const Reader *r, MshipStatus status, MshipReason reason, size_t start)
{
	if (start >= r->length)
	{
		status = MSHIP_ERR_SYNTAX;
		reason = MSHIP_REASON_UNEXPECTED_END;
	}
	return mship_fail(r->fault, status, reason, start, r->at - start);
}

/* The reader stands before something that does not belong there. */
static MshipStatus
fail_here(Reader *r, MshipReason reason)
{
	size_t		start = r->at;

	while (r->at < r->length && !is_space(r->text[r->at]) && !next_is(r, ';'))
		r->at++;
	return fail_from(r, MSHIP_ERR_SYNTAX, reason, start);
}

static bool
is_name_byte(char c, bool first)
{
	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
		(unsigned char) c >= 0x80)
		return true;
	return !first && ((c >= '0' && c <= '9') || c == '$');
}

/* A name in double quotes, in which two quotes stand for one. */
static MshipStatus
read_quoted(Reader *r, Name *name)
{
	for (r->at++; r->at < r->length; r->at++)
	{
		char		c = r->text[r->at];

		if (c == '"')
		{
			r->at++;
			if (!next_is(r, '"'))
			{
				if (name->length == 0)
					return fail_from(r, MSHIP_ERR_SYNTAX,
									 MSHIP_REASON_CARD_FEATURE, name->start);
				return MSHIP_OK;
			}
		}
		if (c == '\0' || name->length == MSHIP_CARD_MAX_NAME)
			return fail_from(r, MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_FEATURE,
							 name->start);
		name->text[name->length++] = c;
	}
	return fail_from(r, MSHIP_ERR_SYNTAX, MSHIP_REASON_UNEXPECTED_END, r->at);
}

static MshipStatus
read_name(Reader *r, Name *name)
{
	MshipStatus status = MSHIP_OK;

	name->start = r->at;
	name->length = 0;
	name->quoted = next_is(r, '"');
	if (name->quoted)
		status = read_quoted(r, name);
	else if (r->at >= r->length || !is_name_byte(r->text[r->at], true))
		return fail_here(r, MSHIP_REASON_CARD_KEY);
	while (!name->quoted && r->at < r->length &&
		   is_name_byte(r->text[r->at], false))
	{
		char		c = r->text[r->at++];

		if (name->length == MSHIP_CARD_MAX_NAME)
			return fail_from(r, MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_FEATURE,
							 name->start);
		if (c >= 'A' && c <= 'Z')
			c = (char) (c - 'A' + 'a');
		name->text[name->length++] = c;
	}
	name->end = r->at;
	skip_spaces(r);
	return status;
}

/* Is it this word, without quotes? */
static bool
is_word(const Name *name, const char *word)
{
	return !name->quoted && name->length == strlen(word) &&
		memcmp(name->text, word, name->length) == 0;
}

static MshipStatus
read_number(Reader *r, MshipCardNumber *number)
{
	MshipFault	inner;
	MshipStatus status;
	size_t		start;
	size_t		taken;

	skip_spaces(r);
	start = r->at;
	status = mship_decimal_parse(r->text + start, r->length - start,
								 &number->decimal, &taken, &inner);
	if (status == MSHIP_ERR_SYNTAX)
		return fail_here(r, inner.reason);
	if (status != MSHIP_OK)
	{
		r->at = start + inner.length;
		return fail_from(r, status, inner.reason, start);
	}
	r->at += taken;
	/* "1e5" or "2.5.1" is no number followed by something else */
	if (r->at < r->length &&
		(is_name_byte(r->text[r->at], false) || next_is(r, '.')))
	{
		r->at = start;
		return fail_here(r, MSHIP_REASON_EXPECTED_NUMBER);
	}
	number->value = mship_decimal_to_double(&number->decimal);
	skip_spaces(r);
	return MSHIP_OK;
}

/* One character that must stand here, such as the "=" of "base=0". */
static MshipStatus
expect(Reader *r, char c, MshipReason reason)
{
	if (!next_is(r, c))
		return fail_here(r, reason);
	r->at++;
	return MSHIP_OK;
}

static bool
read_op(Reader *r, MshipCardOp *op)
{
	bool		up = next_is(r, '>');

	if (!up && !next_is(r, '<'))
		return false;
	r->at++;
	if (next_is(r, '='))
	{
		r->at++;
		*op = up ? MSHIP_CARD_GE : MSHIP_CARD_LE;
	}
	else
		*op = up ? MSHIP_CARD_GT : MSHIP_CARD_LT;
	return true;
}

static bool
is_upward(MshipCardOp op)
{
	return op == MSHIP_CARD_GE || op == MSHIP_CARD_GT;
}

/* Is every value that meets b one that meets a, and not the other way round? */
static bool
is_stricter(const MshipCardTerm *a, const MshipCardTerm *b)
{
	double		difference = b->threshold.value - a->threshold.value;

	if (!is_upward(a->op))
		difference = -difference;
	if (difference == 0)
		return (b->op == MSHIP_CARD_GT && a->op == MSHIP_CARD_GE) ||
			(b->op == MSHIP_CARD_LT && a->op == MSHIP_CARD_LE);
	return difference > 0;
}

static MshipCardFeature *
find_feature(MshipScorecard *card, const Name *name)
{
	for (int k = 0; k < card->feature_count; k++)
	{
		MshipCardFeature *f = &card->features[k];

		if (f->name_length == name->length &&
			memcmp(f->name, name->text, name->length) == 0)
			return f;
	}
	return NULL;
}

static MshipStatus
fail_size(const Reader *r, int limit)
{
	return mship_fail_value(r->fault, MSHIP_ERR_LIMIT, MSHIP_REASON_CARD_SIZE,
							(int64_t) limit + 1, limit);
}

static MshipStatus
add_term(Reader *r, MshipScorecard *card, MshipCardFeature *f,
		 const MshipCardTerm *term)
{
	if (card->term_count == MSHIP_CARD_MAX_TERMS)
		return fail_size(r, MSHIP_CARD_MAX_TERMS);
	card->terms[card->term_count++] = *term;
	f->term_count++;
	return MSHIP_OK;
}

/* ">=0.1:2", to be stricter than those before it that look the same way */
static MshipStatus
read_threshold(Reader *r, MshipScorecard *card, MshipCardFeature *f)
{
	size_t		start = r->at;
	MshipCardTerm term;
	MshipStatus status;

	if (!read_op(r, &term.op))
		return fail_here(r, MSHIP_REASON_CARD_THRESHOLD);
	status = read_number(r, &term.threshold);
	if (status == MSHIP_OK)
		status = expect(r, ':', MSHIP_REASON_CARD_THRESHOLD);
	if (status == MSHIP_OK)
		status = read_number(r, &term.points);
	if (status != MSHIP_OK)
		return status;
	for (int k = 0; k < f->term_count; k++)
	{
		const MshipCardTerm *before = &card->terms[f->first_term + k];

		if (is_upward(before->op) == is_upward(term.op) &&
			!is_stricter(before, &term))
			return fail_from(r, MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_ORDER, start);
	}
	return add_term(r, card, f, &term);
}

/* "*0.35 min 0 max 10" */
static MshipStatus
read_coefficient(Reader *r, MshipScorecard *card, MshipCardFeature *f)
{
	MshipCardTerm term = {MSHIP_CARD_TIMES, {{0, 0}, 0}, {{0, 0}, 0}};
	MshipStatus status;

	r->at++;					/* the asterisk */
	status = read_number(r, &term.points);
	if (status == MSHIP_OK)
		status = add_term(r, card, f, &term);
	while (status == MSHIP_OK && r->at < r->length && !next_is(r, ';'))
	{
		size_t		start = r->at;
		Name		name;
		bool		is_max;
		bool	   *has;

		if (read_name(r, &name) != MSHIP_OK ||
			(!is_word(&name, "max") && !is_word(&name, "min")))
		{
			r->at = start;
			return fail_here(r, MSHIP_REASON_CARD_BOUND);
		}
		is_max = is_word(&name, "max");
		has = is_max ? &f->has_max : &f->has_min;
		if (*has)
		{
			r->at = name.end;
			return fail_from(r, MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_BOUND, start);
		}
		*has = true;
		status = read_number(r, is_max ? &f->max : &f->min);
		if (status == MSHIP_OK && f->has_min && f->has_max &&
			f->min.value > f->max.value)
			return fail_from(r, MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_BOUND, start);
	}
	return status;
}

static MshipStatus
read_feature(Reader *r, MshipScorecard *card, const Name *name)
{
	MshipCardFeature *f;
	MshipStatus status = MSHIP_OK;

	if (find_feature(card, name) != NULL)
	{
		r->at = name->end;
		return fail_from(r, MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_REPEATED,
						 name->start);
	}
	if (card->feature_count == MSHIP_CARD_MAX_FEATURES)
		return fail_size(r, MSHIP_CARD_MAX_FEATURES);
	f = &card->features[card->feature_count++];
	memset(f, 0, sizeof(*f));
	memcpy(f->name, name->text, name->length);
	f->name_length = (uint8_t) name->length;
	f->first_term = card->term_count;
	if (next_is(r, '*'))
		return read_coefficient(r, card, f);
	do
		status = read_threshold(r, card, f);
	while (status == MSHIP_OK && r->at < r->length && !next_is(r, ';'));
	return status;
}

/* "base=-3.2"; a preset's own base does not count as written */
static MshipStatus
read_base(Reader *r, MshipScorecard *card, const Name *name)
{
	MshipStatus status;

	status = expect(r, '=', MSHIP_REASON_CARD_BASE);
	if (status == MSHIP_OK && card->has_base)
	{
		r->at = name->end;
		return fail_from(r, MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_REPEATED,
						 name->start);
	}
	card->has_base = true;
	return status == MSHIP_OK ? read_number(r, &card->base) : status;
}

/* "missing incidents=0" */
static MshipStatus
read_missing(Reader *r, MshipScorecard *card)
{
	MshipCardFeature *f;
	MshipStatus status;
	Name		name;

	status = read_name(r, &name);
	if (status != MSHIP_OK)
		return status;
	f = find_feature(card, &name);
	if (f == NULL || f->has_missing)
	{
		r->at = name.end;
		return fail_from(r, MSHIP_ERR_SYNTAX,
						 f == NULL ? MSHIP_REASON_CARD_MISSING :
						 MSHIP_REASON_CARD_REPEATED, name.start);
	}
	status = expect(r, '=', MSHIP_REASON_CARD_MISSING);
	if (status == MSHIP_OK)
		status = read_number(r, &f->missing);
	f->has_missing = status == MSHIP_OK;
	return status;
}

/* To the next semicolon that is not within quotes. */
static void
skip_clause(Reader *r)
{
	bool		quoted = false;

	for (; r->at < r->length && (quoted || !next_is(r, ';')); r->at++)
	{
		if (next_is(r, '"'))
			quoted = !quoted;
	}
}

/* A clause, or its omission: defaults are read once all features are known. */
static MshipStatus
read_clause(Reader *r, MshipScorecard *card, bool defaults)
{
	Name		name;
	MshipStatus status;

	status = read_name(r, &name);
	if (status != MSHIP_OK)
		return status;
	if (is_word(&name, "missing") != defaults)
	{
		skip_clause(r);
		return MSHIP_OK;
	}
	if (defaults)
		return read_missing(r, card);
	if (is_word(&name, "base"))
		return read_base(r, card, &name);
	/* it would be taken for the base wherever reasons are listed */
	if ((name.length == strlen(MSHIP_CARD_BASE_NAME) &&
		 memcmp(name.text, MSHIP_CARD_BASE_NAME, name.length) == 0) ||
		is_word(&name, "min") || is_word(&name, "max"))
	{
		r->at = name.end;
		return fail_from(r, MSHIP_ERR_SYNTAX, MSHIP_REASON_CARD_FEATURE,
						 name.start);
	}
	return read_feature(r, card, &name);
}

static MshipStatus
read_clauses(Reader *r, MshipScorecard *card, bool defaults)
{
	while (r->at < r->length)
	{
		MshipStatus status;

		if (!next_is(r, ';'))
			return fail_here(r, MSHIP_REASON_TRAILING_TEXT);
		r->at++;
		skip_spaces(r);
		if (r->at >= r->length)
			break;				/* one semicolon at the end is fine */
		status = read_clause(r, card, defaults);
		if (status != MSHIP_OK)
			return status;
	}
	return MSHIP_OK;
}

/* "points", "logistic", or a preset, which is read into the card. */
static MshipStatus
read_head(Reader *r, MshipScorecard *card)
{
	size_t		start = r->at;
	const char *preset;

	while (r->at < r->length && !is_space(r->text[r->at]) && !next_is(r, ';'))
		r->at++;
	preset = mship_scorecard_preset(r->text + start, r->at - start);
	if (preset != NULL)
	{
		/* cannot fail: a unit test reads them all */
		MshipStatus status = mship_scorecard_parse(preset, strlen(preset), card,
												   r->fault);

		card->has_base = false;
		skip_spaces(r);
		return status;
	}
	memset(card, 0, offsetof(MshipScorecard, features));
	r->at = start;
	if (r->at < r->length && is_name_byte(r->text[r->at], true))
	{
		Name		name;

		if (read_name(r, &name) == MSHIP_OK &&
			(is_word(&name, "points") || is_word(&name, "logistic")))
		{
			card->form = is_word(&name, "points") ? MSHIP_CARD_POINTS :
				MSHIP_CARD_LOGISTIC;
			return MSHIP_OK;
		}
		r->at = start;
	}
	return fail_here(r, MSHIP_REASON_CARD_FORM);
}

/*
 * Read a whole card.  Faults are MSHIP_ERR_SYNTAX, MSHIP_ERR_NUMBER or
 * MSHIP_ERR_LIMIT; "card" is then undefined.
 */
MshipStatus
mship_scorecard_parse(const char *text, size_t length, MshipScorecard *card,
					  MshipFault *fault)
{
	Reader		r = {text, length, 0, fault};
	MshipStatus status;
	size_t		clauses;

	skip_spaces(&r);
	status = read_head(&r, card);
	clauses = r.at;
	if (status == MSHIP_OK)
		status = read_clauses(&r, card, false);
	r.at = clauses;
	if (status == MSHIP_OK)
		status = read_clauses(&r, card, true);
	return status;
}
