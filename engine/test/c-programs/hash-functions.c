/* Several string hashes and how they spread. */
#include <stdio.h>
#include <string.h>

typedef unsigned long u64;
typedef unsigned int u32;

static u32 fnv(const char *s) { u32 h = 2166136261u; while (*s) h = (h ^ (unsigned char)*s++) * 16777619u; return h; }
static u32 djb(const char *s) { u32 h = 5381; while (*s) h = (h << 5) + h + *s++; return h; }

static u32 jenkins(const char *s)
{
	u32 h = 0;

	for (; *s; s++) {
		h += *s;
		h += h << 10;
		h ^= h >> 6;
	}
	h += h << 3;
	h ^= h >> 11;
	return h + (h << 15);
}

static u64 murmur_mix(u64 k)
{
	k ^= k >> 33;
	k *= 0xff51afd7ed558ccd;
	k ^= k >> 33;
	k *= 0xc4ceb9fe1a85ec53;
	return k ^ k >> 33;
}

static u32 adler(const char *s)
{
	u32 a = 1, b = 0;

	while (*s) {
		a = (a + (unsigned char)*s++) % 65521;
		b = (b + a) % 65521;
	}
	return b << 16 | a;
}

int main(void)
{
	static u32 (*const hashes[])(const char *) = { fnv, djb, jenkins, adler };
	static const char *const words[] = { "", "a", "kernel", "page table walker" };
	unsigned used = 0;

	for (unsigned h = 0; h < 4; h++) {
		for (unsigned w = 0; w < 4; w++)
			printf("%08x ", hashes[h](words[w]));
		printf("\n");
	}
	for (u64 i = 0; i < 32; i++)
		used |= 1u << (murmur_mix(i) & 31);
	printf("%lx %d\n", murmur_mix(1), __builtin_popcount(used));
	return __builtin_popcount(used);
}
