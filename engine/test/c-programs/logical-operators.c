/* The right operand is evaluated only where it decides. */
#include <stdio.h>

static int trace[16], n;

static int say(int id, int value)
{
	trace[n++] = id;
	return value;
}

static void show(int result)
{
	printf("%d:", result);
	for (int i = 0; i < n; i++)
		printf(" %d", trace[i]);
	printf("\n");
	n = 0;
}

int main(void)
{
	show(say(1, 0) && say(2, 1));
	show(say(1, 5) && say(2, 9));
	show(say(1, 3) || say(2, 0));
	show(say(1, 0) || say(2, 0));
	show(say(1, 0) || say(2, 1) && say(3, 0));
	show((say(1, 0) || say(2, 1)) && say(3, 2));
	show(!say(1, 0) && !say(2, 0));
	show(say(1, 1) ? say(2, 7) : say(3, 8));
	show(say(1, 0) ? say(2, 7) : say(3, 8));
	show(say(1, 4) ?: say(2, 6));
	show(say(1, 0) ?: say(2, 6));
	show((say(1, 1), say(2, 2), say(3, 33)));
	show(!!say(1, 256));
	show(0x100000000L && 1);
	return !n;
}
