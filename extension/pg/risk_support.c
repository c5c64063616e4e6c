/*
 * risk_support.c
 *		Planner support of risk_score(): no row is built where its columns will do.
 *
 * risk_score(card, t) makes the executor copy each row of t into a composite
 * value only for us to take it apart again, which takes longer than scoring.
 * Where the card is a constant and the row's columns are known to the planner,
 * the call becomes risk_score_values(card, t.a, t.b, ...), with the columns in
 * the order of the card's features.  Anything that would be an error is left to
 * risk_score() itself.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/pathnodes.h"
#include "nodes/supportnodes.h"
#include "parser/parse_func.h"
#include "parser/parse_relation.h"
#include "parser/parsetree.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

#include "pg/features.h"
#include "pg/scorecard.h"

PG_FUNCTION_INFO_V1(risk_score_support);

/* The columns of a row expression: names, as strings, beside expressions. */
typedef struct RowColumns
{
	List	   *names;
	List	   *values;
} RowColumns;

/* Columns of a row of a relation, subquery, list of values or WITH query. */
static bool
columns_of_var(PlannerInfo *root, Var *var, RowColumns *columns)
{
	RangeTblEntry *rte;

	if (root == NULL || var->varattno != InvalidAttrNumber || var->varlevelsup != 0 ||
		var->varno > list_length(root->parse->rtable))
		return false;
	rte = rt_fetch(var->varno, root->parse->rtable);
	if (rte->rtekind != RTE_RELATION && rte->rtekind != RTE_SUBQUERY &&
		rte->rtekind != RTE_VALUES && rte->rtekind != RTE_CTE)
		return false;
	expandRTE(rte, var->varno, 0, var->location, false, &columns->names, &columns->values);
	return list_length(columns->names) == list_length(columns->values);
}

/* A row that is written out; of a named type it has NULLs for dropped columns. */
static bool
columns_of_row(RowExpr *row, RowColumns *columns)
{
	TupleDesc	desc;
	int			k = 0;
	ListCell   *cell;

	if (row->row_typeid == RECORDOID)
	{
		columns->names = row->colnames;
		columns->values = row->args;
		return list_length(row->colnames) == list_length(row->args);
	}
	desc = lookup_rowtype_tupdesc_domain(row->row_typeid, -1, true);
	if (desc == NULL)
		return false;
	foreach(cell, row->args)
	{
		Form_pg_attribute column;

		if (k >= desc->natts)
			break;
		column = TupleDescAttr(desc, k++);
		if (column->attisdropped)
			continue;
		columns->names = lappend(columns->names, makeString(pstrdup(NameStr(column->attname))));
		columns->values = lappend(columns->values, lfirst(cell));
	}
	ReleaseTupleDesc(desc);
	return true;
}

/* The one column with the feature's name, if it is a number; *count says how many. */
static Expr *
find_column(const RowColumns *columns, const MshipCardFeature *f, int *count)
{
	Expr	   *found = NULL;
	ListCell   *name;
	ListCell   *value;
	Oid			base;

	*count = 0;
	forboth(name, columns->names, value, columns->values)
	{
		const char *text = strVal(lfirst(name));

		if (strlen(text) != f->name_length || memcmp(text, f->name, f->name_length) != 0)
			continue;
		(*count)++;
		found = lfirst(value);
	}
	if (*count == 1 && !mship_is_number_type(exprType((Node *) found), &base))
		*count = 2;
	return found;
}

/*
 * The arguments of risk_score_values(), or NIL where risk_score() must decide.
 * A row that an outer join lacks is NULL and so is its score; its columns give
 * the same answer only if some feature has no default.
 */
static List *
values_of(const MshipScorecard *card, const RowColumns *columns, bool nullable)
{
	List	   *result = NIL;
	bool		all_defaults = true;

	for (int k = 0; k < card->feature_count; k++)
	{
		const MshipCardFeature *f = &card->features[k];
		int			count;
		Expr	   *value = find_column(columns, f, &count);

		if (count > 1 || (count == 0 && !f->has_missing))
			return NIL;
		if (count == 0)
			value = (Expr *) makeNullConst(FLOAT8OID, -1, InvalidOid);
		if (!f->has_missing)
			all_defaults = false;
		result = lappend(result, value);
	}
	return nullable && all_defaults ? NIL : result;
}

static Node *
simplify(SupportRequestSimplify *request)
{
	FuncExpr   *call = request->fcall;
	Const	   *card_value = (Const *) linitial(call->args);
	Node	   *row = lsecond(call->args);
	RowColumns	columns = {NIL, NIL};
	Oid			types[] = {exprType((Node *) card_value), ANYOID};
	MshipScorecard *card;
	List	   *values;
	Oid			function;

	if (!IsA(card_value, Const) || card_value->constisnull)
		return NULL;
	if (IsA(row, Var) ? !columns_of_var(request->root, (Var *) row, &columns) :
		!IsA(row, RowExpr) || !columns_of_row((RowExpr *) row, &columns))
		return NULL;
	card = mship_scorecard_of(DatumGetScorecardText(card_value->constvalue));
	values = values_of(card, &columns, IsA(row, Var));
	if (values == NIL || list_length(values) >= FUNC_MAX_ARGS)
		return NULL;
	function = LookupFuncName(list_make2(makeString(get_namespace_name(get_func_namespace(call->funcid))),
										 makeString("risk_score_values")),
							  lengthof(types), types, true);
	if (!OidIsValid(function))
		return NULL;
	return (Node *) makeFuncExpr(function, FLOAT8OID, lcons(card_value, values),
								 InvalidOid, InvalidOid, COERCE_EXPLICIT_CALL);
}

Datum
risk_score_support(PG_FUNCTION_ARGS)
{
	Node	   *request = (Node *) PG_GETARG_POINTER(0);

	if (IsA(request, SupportRequestSimplify))
		PG_RETURN_POINTER(simplify((SupportRequestSimplify *) request));
	PG_RETURN_POINTER(NULL);
}
