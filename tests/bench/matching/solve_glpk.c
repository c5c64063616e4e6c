/*
 * solve_glpk.c
 *		GLPK's out-of-kilter algorithm.
 */
#include <glpk.h>
#include <stddef.h>
#include <stdlib.h>

#include "solvers.h"

typedef struct Vertex
{
	double		supply;
} Vertex;

typedef struct Arc
{
	double		capacity;
	double		cost;
	double		flow;
} Arc;

static Arc *
add_arc(glp_graph *graph, int from, int to, double capacity, double cost)
{
	Arc		   *arc = glp_add_arc(graph, from, to)->data;

	arc->capacity = capacity;
	arc->cost = cost;
	return arc;
}

bool
solve_glpk(const Instance *in, Answer *answer)
{
	glp_graph  *graph = glp_create_graph(sizeof(Vertex), sizeof(Arc));
	int			sink = in->mentees + in->mentors + 1;
	Arc		  **arc = malloc((size_t) (in->pairs + 1) * sizeof(Arc *));
	double		cost;
	double		begin;

	if (arc == NULL)
		return false;
	glp_term_out(GLP_OFF);
	glp_add_vertices(graph, sink);
	for (int i = 0; i < in->mentees; i++)
	{
		((Vertex *) graph->v[i + 1]->data)->supply = 1;
		for (int64_t e = in->first[i]; e < in->first[i + 1]; e++)
			arc[e] = add_arc(graph, i + 1, in->mentees + 1 + in->mentor[e], 1,
							 BEST_SCORE - in->score[e]);
		add_arc(graph, i + 1, sink, 1, (double) PRIORITY_COST(in) * in->priority[i]);
	}
	((Vertex *) graph->v[sink]->data)->supply = -in->mentees;
	for (int j = 0; j < in->mentors; j++)
		add_arc(graph, in->mentees + 1 + j, sink, in->capacity[j], 0);
	begin = bench_clock();
	if (glp_mincost_okalg(graph, offsetof(Vertex, supply), -1, offsetof(Arc, capacity),
						  offsetof(Arc, cost), &cost, offsetof(Arc, flow), -1) != 0)
		return false;
	answer->seconds = bench_clock() - begin;
	for (int i = 0; i < in->mentees; i++)
	{
		for (int64_t e = in->first[i]; e < in->first[i + 1]; e++)
		{
			if (arc[e]->flow < 0.5)
				continue;
			answer->matched++;
			answer->priority_sum += in->priority[i];
			answer->score_sum += in->score[e];
		}
	}
	return true;
}
