/* Overlapping moves, fills and comparisons of memory at many offsets. */
#include <stdio.h>
#include <string.h>

static void own_move(unsigned char *to, const unsigned char *from, size_t n)
{
	if (to < from)
		while (n--)
			*to++ = *from++;
	else
		while (n--)
			to[n] = from[n];
}

int main(void)
{
	unsigned char a[40], b[40];
	unsigned digest = 0;
	int different = 0;

	for (int from = 0; from < 20; from += 3) {
		for (int to = 0; to < 20; to += 5) {
			for (int n = 0; n < 20; n += 4) {
				for (int i = 0; i < 40; i++)
					a[i] = b[i] = i * 7 + n;
				memmove(a + to, a + from, n);
				own_move(b + to, b + from, n);
				different += memcmp(a, b, 40) != 0;
				digest = digest * 31 + a[to] + a[19];
			}
		}
	}
	printf("%d %u\n", different, digest);
	memset(a, 0x15a, 10);
	memcpy(a + 10, a, 10);
	printf("%x %x %d\n", a[0], a[19], memcmp(a, a + 10, 10));
	a[25] = 1, b[25] = 2;
	memcpy(a + 20, b + 20, 5);
	printf("%d %d\n", memcmp(a + 20, b + 20, 6) < 0, memcmp(a + 20, b + 20, 5));
	unsigned char *found = memchr(a, 0x15 + 5, 20);
	printf("%d\n", found == NULL);
	return digest % 100;
}
