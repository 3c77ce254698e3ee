/* Every type converted to every other one. tcc differs: it compares a narrowed char unnarrowed. */
#include <stdio.h>

#define TYPES(X) X(signed char) X(unsigned char) X(short) X(unsigned short) X(int) X(unsigned) X(long) X(unsigned long) X(_Bool)

static unsigned long digest;

static void mix(unsigned long v)
{
	digest = (digest ^ v) * 0x9e3779b97f4a7c15;
	digest ^= digest >> 32;
}

#define ONE(type) mix((unsigned long)(long)(type)value); { type t = value; mix(t == value); mix(t < 0); mix(sizeof(t)); }

#define DEFINE(name, from) \
static void name(from value) { TYPES(ONE) }

DEFINE(from_char, signed char)
DEFINE(from_ushort, unsigned short)
DEFINE(from_int, int)
DEFINE(from_unsigned, unsigned)
DEFINE(from_long, long)
DEFINE(from_ulong, unsigned long)

int main(void)
{
	static const long values[] = { 0, 1, -1, 127, 128, 255, 256, -129, 32768, 65535, 0x7fffffff, 0x80000000, -0x80000000L, 0x123456789ab, -0x7fffffffffffffff - 1 };

	for (unsigned i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		from_char(values[i]);
		from_ushort(values[i]);
		from_int(values[i]);
		from_unsigned(values[i]);
		from_long(values[i]);
		from_ulong(values[i]);
		printf("%016lx\n", digest);
	}
	return digest & 0x3f;
}
