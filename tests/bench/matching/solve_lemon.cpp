/*
 * solve_lemon.cpp
 *		LEMON's network simplex and cost scaling.
 *
 * Every mentee sends one unit to the sink, through a mentor at the cost of what
 * the pair's score lacks, or directly at the cost of his priority.
 */
#include <utility>
#include <vector>

#include <lemon/cost_scaling.h>
#include <lemon/network_simplex.h>
#include <lemon/static_graph.h>

#include "solvers.h"

using Graph = lemon::StaticDigraph;

static void
build_arcs(const Instance *in, Graph &graph)
{
	std::vector<std::pair<int, int>> arcs;
	int			sink = in->mentees + in->mentors;

	arcs.reserve(in->pairs + in->mentees + in->mentors);
	for (int i = 0; i < in->mentees; i++)
	{
		for (int64_t e = in->first[i]; e < in->first[i + 1]; e++)
			arcs.push_back({i, in->mentees + in->mentor[e]});
		arcs.push_back({i, sink});
	}
	for (int j = 0; j < in->mentors; j++)
		arcs.push_back({in->mentees + j, sink});
	graph.build(sink + 1, arcs.begin(), arcs.end());
}

template <class Algorithm>
static bool
solve(const Instance *in, Answer *answer)
{
	Graph		graph;
	double		begin;
	int64_t		a = 0;

	build_arcs(in, graph);

	Graph::ArcMap<int64_t> cost(graph);
	Graph::ArcMap<int> capacity(graph, 1);
	Graph::NodeMap<int> supply(graph, 0);

	for (int i = 0; i < in->mentees; i++)
	{
		for (int64_t e = in->first[i]; e < in->first[i + 1]; e++)
			cost[graph.arc(a++)] = BEST_SCORE - in->score[e];
		cost[graph.arc(a++)] = PRIORITY_COST(in) * in->priority[i];
		supply[graph.node(i)] = 1;
	}
	for (int j = 0; j < in->mentors; j++, a++)
	{
		capacity[graph.arc(a)] = in->capacity[j];
		cost[graph.arc(a)] = 0;
	}
	supply[graph.node(in->mentees + in->mentors)] = -in->mentees;

	Algorithm	algorithm(graph);

	algorithm.upperMap(capacity).costMap(cost).supplyMap(supply);
	begin = bench_clock();
	if (algorithm.run() != Algorithm::OPTIMAL)
		return false;
	answer->seconds = bench_clock() - begin;
	a = 0;
	for (int i = 0; i < in->mentees; i++, a++)
	{
		for (int64_t e = in->first[i]; e < in->first[i + 1]; e++, a++)
		{
			if (algorithm.flow(graph.arc(a)) == 0)
				continue;
			answer->matched++;
			answer->priority_sum += in->priority[i];
			answer->score_sum += in->score[e];
		}
	}
	return true;
}

bool
solve_lemon_simplex(const Instance *in, Answer *answer)
{
	return solve<lemon::NetworkSimplex<Graph, int, int64_t>>(in, answer);
}

bool
solve_lemon_scaling(const Instance *in, Answer *answer)
{
	return solve<lemon::CostScaling<Graph, int, int64_t>>(in, answer);
}
