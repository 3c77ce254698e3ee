/* A block cipher there and back, and a stream from a counter. */
#include <stdio.h>
#include <string.h>

typedef unsigned int u32;

static const u32 key[4] = { 0x00010203, 0x04050607, 0x08090a0b, 0x0c0d0e0f };

static void encipher(u32 v[2])
{
	u32 a = v[0], b = v[1], sum = 0;

	for (int i = 0; i < 32; i++) {
		a += ((b << 4 ^ b >> 5) + b) ^ (sum + key[sum & 3]);
		sum += 0x9e3779b9;
		b += ((a << 4 ^ a >> 5) + a) ^ (sum + key[sum >> 11 & 3]);
	}
	v[0] = a, v[1] = b;
}

static void decipher(u32 v[2])
{
	u32 a = v[0], b = v[1], sum = 0x9e3779b9u * 32;

	for (int i = 0; i < 32; i++) {
		b -= ((a << 4 ^ a >> 5) + a) ^ (sum + key[sum >> 11 & 3]);
		sum -= 0x9e3779b9;
		a -= ((b << 4 ^ b >> 5) + b) ^ (sum + key[sum & 3]);
	}
	v[0] = a, v[1] = b;
}

static void stream(unsigned char *data, int n)
{
	unsigned char pad[8];

	for (int i = 0; i < n; i++) {
		if (i % 8 == 0) {
			u32 counter[2] = { i / 8, ~(i / 8) };
			encipher(counter);
			memcpy(pad, counter, 8);
		}
		data[i] ^= pad[i % 8];
	}
}

int main(void)
{
	u32 v[2] = { 0x41424344, 0x45464748 };
	unsigned char text[] = "counter mode text";

	encipher(v);
	printf("%08x %08x\n", v[0], v[1]);
	decipher(v);
	printf("%08x %08x\n", v[0], v[1]);
	stream(text, sizeof(text));
	printf("%02x%02x%02x\n", text[0], text[8], text[16]);
	stream(text, sizeof(text));
	printf("%s\n", text);
	return v[0] >> 24;
}
