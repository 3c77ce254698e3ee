/* Names hide names; tags, members, labels and ordinary names live apart. */
#include <stdio.h>

static int x = 1;
struct x { int x; };
typedef int number;

static int get(void) { extern int y; return y; }
int y = 77;

static int parameters(int x)
{
	x++;
	{
		int x = 100;
		x++;
		{
			extern int y;
			int z = x + y;
			x = z;
		}
		if (x)
			goto x;
	}
x:
	return x;
}

int main(void)
{
	struct x s = { 5 };
	int x = x = 3;

	printf("%d %d %d\n", x, s.x, parameters(x));
	for (int x = 0; x < 2; x++) {
		int x = 9;
		printf("%d ", x++);
	}
	printf("%d\n", x);
	{
		number number = 4;
		printf("%d\n", number);
	}
	number again = 6;
	{
		struct x { char a, b, c; } t = { 1, 2, 3 };
		printf("%d %d\n", (int)sizeof(struct x), t.b);
	}
	printf("%d %d %d\n", (int)sizeof(struct x), again, get());
	{
		int main = 8;
		printf("%d\n", main);
	}
	return x + (int)sizeof(int);
}
