/**
 * The part of the library that is C, run by the machine like the program itself: what calls back
 * into the program, which host functions never do, and what returns records.
 */

/** A translation unit of its own; its file's name begins with a bracket, as no file of a disk does. */
export const librarySource = `#include <stdlib.h>
#include <string.h>

static void __hosted_sift(char *base, size_t from, size_t count, size_t size, char *spare,
			  int (*compare)(const void *, const void *))
{
	size_t child;

	memcpy(spare, base + from * size, size);
	while ((child = 2 * from + 1) < count) {
		if (child + 1 < count &&
		    compare(base + child * size, base + (child + 1) * size) < 0)
			child++;
		if (compare(spare, base + child * size) >= 0)
			break;
		memcpy(base + from * size, base + child * size, size);
		from = child;
	}
	memcpy(base + from * size, spare, size);
}

void qsort(void *first, size_t count, size_t size, int (*compare)(const void *, const void *))
{
	char *base = first;
	char *spare;
	char *last;
	size_t i;

	if (count < 2 || size == 0)
		return;
	spare = malloc(2 * size);
	if (!spare)
		abort();
	last = spare + size;
	for (i = count / 2; i-- > 0;)
		__hosted_sift(base, i, count, size, spare, compare);
	for (i = count - 1; i > 0; i--) {
		memcpy(last, base + i * size, size);
		memcpy(base + i * size, base, size);
		memcpy(base, last, size);
		__hosted_sift(base, 0, i, size, spare, compare);
	}
	free(spare);
}

void *bsearch(const void *key, const void *base, size_t count, size_t size,
	      int (*compare)(const void *, const void *))
{
	const char *from = base;

	while (count > 0) {
		const char *middle = from + count / 2 * size;
		int order = compare(key, middle);

		if (order == 0)
			return (void *)middle;
		if (order > 0) {
			from = middle + size;
			count -= count / 2 + 1;
		} else {
			count /= 2;
		}
	}
	return 0;
}

div_t div(int left, int right)
{
	div_t result;

	result.quot = left / right;
	result.rem = left % right;
	return result;
}

ldiv_t ldiv(long left, long right)
{
	ldiv_t result;

	result.quot = left / right;
	result.rem = left % right;
	return result;
}

lldiv_t lldiv(long long left, long long right)
{
	lldiv_t result;

	result.quot = left / right;
	result.rem = left % right;
	return result;
}
`;

/** Functions that `librarySource` defines. */
export const libraryFunctions: readonly string[] = ["qsort", "bsearch", "div", "ldiv", "lldiv"];
