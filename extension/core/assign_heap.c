/*
 * assign_heap.c
 *		A monotone priority queue (radix heap) of numbered nodes.
 *
 * Shortest paths never ask for a key below the last one popped, so a node is
 * kept in the bucket of the highest bit in which its key differs from that key:
 * constant time to insert or lower, and a node moves to a lower bucket at most
 * 64 times.  Buckets are doubly linked lists through arrays.
 */
#include "core/assign_internal.h"

static int
bucket_of(const RadixHeap *heap, int64_t key)
{
	uint64_t	difference = (uint64_t) key ^ (uint64_t) heap->last;
	int			bucket = 0;

	for (int step = 32; step > 0; step /= 2)
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
void
mship_assign_heap_push(RadixHeap *heap, int32_t node, int64_t key)
{
	if (heap->bucket[node] >= 0)
		unlink_node(heap, node);
	else
		heap->count++;
	heap->key[node] = key;
	link_node(heap, node);
}

/* Take out a node with the smallest key; -1 when empty. */
int32_t
mship_assign_heap_pop(RadixHeap *heap)
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
void
mship_assign_heap_clear(RadixHeap *heap)
{
	for (int b = 0; b < 65; b++)
	{
		while (heap->head[b] >= 0)
			unlink_node(heap, heap->head[b]);
	}
	heap->count = 0;
	heap->last = 0;
}
