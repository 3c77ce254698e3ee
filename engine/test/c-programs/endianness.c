/* Loads and stores in both byte orders at any address. */
#include <stdio.h>
#include <string.h>

#define DEFINE(bits, type) \
static type get_le##bits(const void *p) { const unsigned char *b = p; type v = 0; for (int i = bits / 8; i--;) v = (type)((unsigned long)v << 8 | b[i]); return v; } \
static type get_be##bits(const void *p) { const unsigned char *b = p; type v = 0; for (int i = 0; i < bits / 8; i++) v = (type)((unsigned long)v << 8 | b[i]); return v; } \
static void put_be##bits(void *p, type v) { unsigned char *b = p; for (int i = bits / 8; i--; v = (type)((unsigned long)v >> 8)) b[i] = (unsigned char)v; }

DEFINE(16, unsigned short)
DEFINE(32, unsigned int)
DEFINE(64, unsigned long)

typedef unsigned short __attribute__((aligned(1))) loose16;
struct unaligned { unsigned long v; } __attribute__((packed));

int main(void)
{
	unsigned char b[24];
	unsigned one = 1;

	for (int i = 0; i < 24; i++)
		b[i] = 0x10 + i;
	printf("%x %x\n", get_le16(b + 1), get_be16(b + 1));
	printf("%x %x\n", get_le32(b + 3), get_be32(b + 3));
	printf("%lx %lx\n", get_le64(b + 5), get_be64(b + 5));
	put_be16(b, 0xabcd);
	put_be32(b + 3, 0x01020304);
	put_be64(b + 9, 0x1122334455667788);
	for (int i = 0; i < 18; i++)
		printf("%02x", b[i]);
	printf("\n");
	struct unaligned *u = (struct unaligned *)(b + 9);
	unsigned long native;
	memcpy(&native, b + 9, 8);
	printf("%d %d\n", u->v == native, __builtin_bswap64(native) == 0x1122334455667788);
	printf("%d\n", *(unsigned char *)&one);
	return get_be16(b) == __builtin_bswap16(get_le16(b));
}
