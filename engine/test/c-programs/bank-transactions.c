/* Operations with rollback by a journal. */
#include <stdio.h>

#define ACCOUNTS 4

struct record { int account; long before; };

static long balance[ACCOUNTS] = { 1000, 500, 0, 42 };
static struct record journal[16];
static int n_records, depth, mark[4];

static void begin(void) { mark[depth++] = n_records; }

static int change(int account, long by)
{
	if (account < 0 || account >= ACCOUNTS)
		return -1;
	if (balance[account] + by < 0)
		return -2;
	journal[n_records++] = (struct record){ account, balance[account] };
	balance[account] += by;
	return 0;
}

static int end(int status)
{
	int from = mark[--depth];

	if (status) {
		while (n_records > from) {
			n_records--;
			balance[journal[n_records].account] = journal[n_records].before;
		}
	} else if (!depth)
		n_records = 0;
	return status;
}

static int transfer(int from, int to, long amount)
{
	int status;

	begin();
	status = change(to, amount);
	if (!status)
		status = change(from, -amount);
	return end(status);
}

static int spread(int from, long amount)
{
	int status = 0;

	begin();
	for (int to = 0; to <= ACCOUNTS && !status; to++)
		if (to != from)
			status = transfer(from, to, amount);
	return end(status);
}

static void show(int status)
{
	printf("%d: %ld %ld %ld %ld (%d)\n", status, balance[0], balance[1], balance[2], balance[3], n_records);
}

int main(void)
{
	show(transfer(0, 2, 300));
	show(transfer(1, 0, 501));
	show(transfer(3, 9, 1));
	show(spread(0, 100));
	begin();
	int a = transfer(0, 1, 50), b = transfer(2, 1, 1000);
	show(end(0));
	return -(a + b) + (balance[0] == 650);
}
