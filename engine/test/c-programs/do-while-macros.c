/* Macros of several statements in unbraced ifs. */
#include <stdio.h>

#define CHECK(c, name) do { if (!(c)) { failures++; printf("%s! ", name); break; } passes++; } while (0)
#define REPEAT(n) for (int _i = 0; _i < (n); _i++)
#define UNLESS(c) if (c) {} else
#define foreach(v, array) \
	for (int _k = 1, _n = 0; _k && _n < (int)(sizeof(array) / sizeof(*(array))); _k = !_k, _n++) \
		for (__typeof__(*(array)) v = (array)[_n]; _k; _k = !_k)
#define WITH(type, name, value) for (type name = (value), *_once = &name; _once; _once = 0)

static int passes, failures;

int main(void)
{
	int v[] = { 4, 7, 9 }, sum = 0;

	if (passes == 0)
		CHECK(1 + 1 == 2, "sum");
	else
		CHECK(0, "never");
	CHECK(failures, "failures");
	REPEAT(3)
		REPEAT(2)
			sum++;
	UNLESS(sum == 6)
		sum = 100;
	foreach(x, v)
		sum += x;
	WITH(int, temporary, sum * 2)
		sum += temporary;
	printf("%d %d %d\n", sum, passes, failures);
	return sum;
}
