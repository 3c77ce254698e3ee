/* Smaller checks, reflected and not. */
#include <stdio.h>

typedef unsigned char u8;
typedef unsigned short u16;

static u16 crc16(u16 crc, const u8 *p, int n, u16 polynomial, int reflected)
{
	while (n--) {
		crc ^= reflected ? *p++ : *p++ << 8;
		for (int i = 0; i < 8; i++) {
			if (reflected)
				crc = crc & 1 ? crc >> 1 ^ polynomial : crc >> 1;
			else
				crc = crc & 0x8000 ? crc << 1 ^ polynomial : crc << 1;
		}
	}
	return crc;
}

static u8 crc8(const u8 *p, int n)
{
	u8 crc = 0;

	for (int i = 0; i < n; i++)
		for (int b = 7; b >= 0; b--) {
			int top = crc >> 7 ^ (p[i] >> b & 1);
			crc <<= 1;
			if (top)
				crc ^= 0x07;
		}
	return crc;
}

static u16 fletcher(const u8 *p, int n)
{
	u16 a = 0, b = 0;

	while (n--) {
		a = (a + *p++) % 255;
		b = (b + a) % 255;
	}
	return b << 8 | a;
}

int main(void)
{
	static const u8 text[] = "123456789";

	printf("%04x %04x %04x\n", crc16(0xffff, text, 9, 0x1021, 0), crc16(0, text, 9, 0xa001, 1),
	       crc16(0xffff, text, 9, 0xa001, 1));
	printf("%02x %04x\n", crc8(text, 9), fletcher(text, 9));
	return crc8(text, 4) % 100;
}
