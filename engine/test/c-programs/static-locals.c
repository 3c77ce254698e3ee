/* Objects of a function that live on between calls. */
#include <stdio.h>

static int counter(void)
{
	static int n = 40;

	return ++n;
}

static int other(void)
{
	static int n;

	{
		static int n = 7;
		n *= 2;
		if (n > 20)
			return n;
	}
	return n++;
}

static unsigned next_random(void)
{
	static unsigned state = 1;

	state = state * 1103515245u + 12345u;
	return state >> 16 & 0x7fff;
}

static const char *name(int i)
{
	static const char *const names[] = { "a", "bb", "ccc" };
	static char buffer[8];

	snprintf(buffer, sizeof(buffer), "%s%d", names[i % 3], i);
	return buffer;
}

static int *slot(void)
{
	static int value = 3;

	return &value;
}

int main(void)
{
	printf("%d\n", counter() + counter());
	printf("%d ", other());
	printf("%d ", other());
	printf("%d\n", other());
	for (int i = 0; i < 4; i++)
		printf("%u %s\n", next_random(), name(i));
	*slot() += 4;
	static int once = sizeof(once);
	return *slot() + once;
}
