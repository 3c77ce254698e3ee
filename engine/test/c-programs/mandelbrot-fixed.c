/* A fractal in fixed point, printed as characters. */
#include <stdio.h>

#define F 12
#define FIX(n, d) ((n) * (1 << F) / (d))

static int escape(int cx, int cy)
{
	int x = 0, y = 0, n;

	for (n = 0; n < 30; n++) {
		int xx = x * x >> F, yy = y * y >> F;
		if (xx + yy > FIX(4, 1))
			break;
		y = (x * y >> (F - 1)) + cy;
		x = xx - yy + cx;
	}
	return n;
}

int main(void)
{
	int total = 0;

	for (int row = -5; row <= 5; row++) {
		for (int column = 0; column < 40; column++) {
			int n = escape(FIX(-2, 1) + column * FIX(3, 40), row * FIX(1, 4));
			putchar(" .:-=+*#%@"[n / 3 > 9 ? 9 : n / 3]);
			total += n;
		}
		putchar('\n');
	}
	printf("%d\n", total);
	return total % 100;
}
