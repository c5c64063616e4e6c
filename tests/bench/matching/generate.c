/*
 * generate.c
 *		generate NAME pairs|mentees|mentors|hash: writes an instance for COPY
 *		(tab-separated), or its size and hash.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "instance.h"

int
main(int argc, char **argv)
{
	const Instance *in = argc == 3 ? instance_make(argv[1]) : NULL;

	if (in == NULL)
	{
		fputs("usage: generate INSTANCE pairs|mentees|mentors|hash\n", stderr);
		return 2;
	}
	if (strcmp(argv[2], "mentees") == 0)
	{
		for (int32_t i = 0; i < in->mentees; i++)
			printf("%d\t%d\n", i, in->priority[i]);
	}
	else if (strcmp(argv[2], "mentors") == 0)
	{
		for (int32_t j = 0; j < in->mentors; j++)
			printf("%d\t%d\n", j, in->capacity[j]);
	}
	else if (strcmp(argv[2], "pairs") == 0)
	{
		for (int32_t i = 0; i < in->mentees; i++)
		{
			for (int64_t e = in->first[i]; e < in->first[i + 1]; e++)
				printf("%d\t%d\t%d\n", i, in->mentor[e], in->score[e]);
		}
	}
	else
		printf("%d\t%d\t%" PRId64 "\t%016" PRIx64 "\n", in->mentees, in->mentors,
			   in->pairs, instance_hash(in));
	return 0;
}
