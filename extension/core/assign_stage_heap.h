/*
 * assign_stage_heap.h
 *		A monotone priority queue (radix heap) of numbered nodes.
 *
 * Shortest paths never ask for a key below the last one popped, so a node is
 * kept in the bucket of the highest bit in which its key differs from that key:
 * constant time to insert or lower, and a node moves to a lower bucket at most
 * once for each bit.  Buckets are doubly linked lists through arrays.
 */
#ifndef MSHIP_ASSIGN_STAGE_HEAP_H
#define MSHIP_ASSIGN_STAGE_HEAP_H

#include "core/assign_solver.h"

static int
bucket_of(const RadixHeap *heap, Price key)
{
	uint64_t	difference = (uint64_t) (key ^ heap->last);
	int			bucket = 0;

	for (int step = PRICE_BITS / 2; step > 0; step /= 2)
	{
		if (difference >> step != 0)
		{
			bucket += step;
			difference >>= step;
		}
	}
	return bucket + (difference != 0);
}

static void
link_node(RadixHeap *heap, int32_t node)
{
	int			b = bucket_of(heap, heap->key[node]);

	heap->bucket[node] = (int8_t) b;
	heap->next[node] = heap->head[b];
	heap->prev[node] = -1;
	if (heap->head[b] >= 0)
		heap->prev[heap->head[b]] = node;
	heap->head[b] = node;
}

static void
unlink_node(RadixHeap *heap, int32_t node)
{
	if (heap->prev[node] >= 0)
		heap->next[heap->prev[node]] = heap->next[node];
	else
		heap->head[heap->bucket[node]] = heap->next[node];
	if (heap->next[node] >= 0)
		heap->prev[heap->next[node]] = heap->prev[node];
	heap->bucket[node] = -1;
}

/* Insert a node, or change its key. */
static void
heap_push(RadixHeap *heap, int32_t node, Price key)
{
	if (heap->bucket[node] >= 0)
		unlink_node(heap, node);
	else
		heap->count++;
	heap->key[node] = key;
	link_node(heap, node);
}

/* Take out a node with the smallest key; -1 when empty. */
static int32_t
heap_pop(RadixHeap *heap)
{
	int32_t		node;

	if (heap->count == 0)
		return -1;
	if (heap->head[0] < 0)
	{
		int			b = 1;
		int32_t		next;

		while (heap->head[b] < 0)
			b++;
		node = heap->head[b];
		heap->last = heap->key[node];
		for (; node >= 0; node = heap->next[node])
		{
			if (heap->key[node] < heap->last)
				heap->last = heap->key[node];
		}
		/* spread the bucket over the lower ones */
		node = heap->head[b];
		heap->head[b] = -1;
		for (; node >= 0; node = next)
		{
			next = heap->next[node];
			link_node(heap, node);
		}
	}
	node = heap->head[0];
	unlink_node(heap, node);
	heap->count--;
	return node;
}

/* Empty the heap and start again at key 0. */
static void
heap_clear(RadixHeap *heap)
{
	for (int b = 0; b <= PRICE_BITS; b++)
	{
		while (heap->head[b] >= 0)
			unlink_node(heap, heap->head[b]);
	}
	heap->count = 0;
	heap->last = 0;
}

#endif							/* MSHIP_ASSIGN_STAGE_HEAP_H */
