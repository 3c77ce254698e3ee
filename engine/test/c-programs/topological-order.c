/* An order of tasks by what they need, with cycles found. */
#include <stdio.h>
#include <string.h>

static const char *const names[] = { "mm", "fs", "net", "init", "core", "drv", "test" };
#define N 7

static int order(const unsigned char needs[][2], int n, unsigned char *out)
{
	unsigned char degree[N] = { 0 };
	int done = 0;

	for (int i = 0; i < n; i++)
		degree[needs[i][0]]++;
	for (int changed = 1; changed;) {
		changed = 0;
		for (int t = 0; t < N; t++) {
			if (degree[t])
				continue;
			degree[t] = 255;
			out[done++] = t;
			changed = 1;
			for (int i = 0; i < n; i++)
				if (needs[i][1] == t)
					degree[needs[i][0]]--;
			break;
		}
	}
	return done;
}

static int find_cycle(const unsigned char needs[][2], int n, int at, unsigned *state)
{
	*state |= 1u << at;
	for (int i = 0; i < n; i++) {
		int to = needs[i][1];
		if (needs[i][0] != at || *state >> (to + 16) & 1)
			continue;
		if (*state >> to & 1 || find_cycle(needs, n, to, state)) {
			printf("%s<", names[at]);
			return 1;
		}
	}
	*state = (*state & ~(1u << at)) | 1u << (at + 16);
	return 0;
}

int main(void)
{
	unsigned char needs[9][2] = { { 3, 0 }, { 3, 1 }, { 1, 0 }, { 0, 4 }, { 2, 4 }, { 5, 2 }, { 5, 0 }, { 6, 5 } }, out[N];
	unsigned state = 0;
	int n = order(needs, 8, out);

	for (int i = 0; i < n; i++)
		printf("%s ", names[out[i]]);
	printf("%d\n", find_cycle(needs, 8, 6, &state));
	memcpy(needs[8], (unsigned char[]){ 4, 6 }, 2);
	state = 0;
	int m = order(needs, 9, out), found = find_cycle(needs, 9, 3, &state);
	printf(" %d %d\n", m, found);
	return n * 10 + m;
}
