/* CRC-32 by table, bit by bit, and in two parts. */
#include <stdio.h>
#include <string.h>

static unsigned table[256];

static void init(void)
{
	for (unsigned i = 0; i < 256; i++) {
		unsigned c = i;
		for (int k = 0; k < 8; k++)
			c = c & 1 ? 0xedb88320u ^ c >> 1 : c >> 1;
		table[i] = c;
	}
}

static unsigned update(unsigned crc, const char *s, size_t n)
{
	while (n--)
		crc = table[(crc ^ *s++) & 0xff] ^ crc >> 8;
	return crc;
}

static unsigned bitwise(const char *s)
{
	unsigned crc = ~0u;

	for (; *s; s++) {
		crc ^= (unsigned char)*s;
		for (int i = 8; i--;)
			crc = crc >> 1 ^ (0xedb88320u & -(crc & 1));
	}
	return ~crc;
}

int main(void)
{
	static const char text[] = "The quick brown fox jumps over the lazy dog";

	init();
	printf("%08x\n", ~update(~0u, "123456789", 9));
	unsigned whole = ~update(~0u, text, strlen(text));
	unsigned parts = ~update(update(~0u, text, 17), text + 17, strlen(text) - 17);
	printf("%08x %d %d\n", whole, whole == parts, whole == bitwise(text));
	printf("%08x %08x\n", table[1], table[255]);
	return whole & 0x7f;
}
