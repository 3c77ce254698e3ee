/* Cleanup ladders, returns inside loops and inside statement expressions. */
#include <stdio.h>

static int open_[4], order[16], n;

static int acquire(int i, int ok)
{
	if (!ok)
		return -(i + 1);
	open_[i] = 1;
	order[n++] = i;
	return 0;
}

static void release(int i)
{
	open_[i] = 0;
	order[n++] = i + 10;
}

static int task(int fail)
{
	int err = acquire(0, fail != 0);

	if (err)
		return err;
	err = acquire(1, fail != 1);
	if (err)
		goto put0;
	for (int i = 2; i < 4; i++) {
		err = acquire(i, fail != i);
		if (err) {
			if (i == 3)
				goto put2;
			goto put1;
		}
	}
	int r = ({ int q = fail; if (q > 5) return 99; q + 1; });
	release(3);
put2:
	release(2);
put1:
	release(1);
put0:
	release(0);
	return err ?: r;
}

int main(void)
{
	int left = 0;

	for (int fail = 0; fail < 7; fail++) {
		n = 0;
		int r = task(fail);
		printf("%d:", r);
		for (int i = 0; i < n; i++)
			printf(" %d", order[i]);
		for (int i = 0; i < 4; i++)
			left += open_[i];
		printf("\n");
	}
	return left;
}
