/* A switch that jumps into a loop. */
#include <stdio.h>
#include <string.h>

static int passes;

static void copy(char *to, const char *from, int n)
{
	int rounds = (n + 7) / 8;

	switch (n % 8) {
	case 0: do { *to++ = *from++;
	case 7:      *to++ = *from++;
	case 6:      *to++ = *from++;
	case 5:      *to++ = *from++;
	case 4:      *to++ = *from++;
	case 3:      *to++ = *from++;
	case 2:      *to++ = *from++;
	case 1:      *to++ = *from++;
		     passes++;
		} while (--rounds > 0);
	}
}

int main(void)
{
	static const char source[] = "the quick brown fox jumps over the lazy dog";
	char buffer[64];

	for (int n = 1; n < (int)sizeof(source); n += 5) {
		memset(buffer, '.', sizeof(buffer));
		copy(buffer, source, n);
		buffer[n + 1] = 0;
		printf("%d %s\n", passes, buffer);
	}
	return passes;
}
