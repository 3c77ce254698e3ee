/* One loop that mixes arrays of every integer type. */
#include <stdint.h>
#include <stdio.h>

static int8_t a[16];
static uint8_t b[16];
static int16_t c[16];
static uint16_t d[16];
static int32_t e[16];
static uint32_t f[16];
static int64_t g[16];
static uint64_t h[16];

int main(void)
{
	uint64_t x = 1;
	intmax_t total = 0;

	for (int round = 0; round < 5; round++) {
		for (int i = 0; i < 16; i++) {
			x = x * 6364136223846793005u + 1;
			a[i] += x >> 8;
			b[i] -= x >> 16;
			c[i] ^= x >> 24;
			d[i] |= x >> 32;
			e[i] = e[i] / 3 + (int32_t)(x >> 40);
			f[i] = f[i] * 5 + (uint32_t)x;
			g[i] = g[i] / 2 - (int64_t)(x >> 3);
			h[i] ^= x << (i + round);
			d[i] &= ~b[i];
		}
	}
	for (int i = 0; i < 16; i++)
		total += a[i] + b[i] + c[i] + d[i] + e[i] % 1000 + f[i] % 1000 + g[i] % 1000 + (intmax_t)(h[i] % 1000);
	printf("%d %u %d %u\n", a[3], b[3], c[3], d[3]);
	printf("%d %u %ld %lu\n", e[3], f[3], (long)g[3], (unsigned long)h[3]);
	printf("%ld\n", (long)total);
	return INT8_MAX - UINT8_C(100) + (int)sizeof(intptr_t);
}
