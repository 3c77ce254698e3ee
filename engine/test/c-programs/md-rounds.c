/* A hash built like MD5, whose rounds are functions in a table. */
#include <stdio.h>
#include <string.h>

typedef unsigned int u32;

static const unsigned char shifts[4][4] = { { 7, 12, 17, 22 }, { 5, 9, 14, 20 }, { 4, 11, 16, 23 }, { 6, 10, 15, 21 } };
static const u32 first[8] = { 0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501 };

static u32 f(u32 b, u32 c, u32 d) { return (b & c) | (~b & d); }
static u32 g(u32 b, u32 c, u32 d) { return (d & b) | (~d & c); }
static u32 h(u32 b, u32 c, u32 d) { return b ^ c ^ d; }
static u32 i(u32 b, u32 c, u32 d) { return c ^ (b | ~d); }

static u32 (*const rounds[])(u32, u32, u32) = { f, g, h, i };

static void mix(u32 state[4], const u32 *words)
{
	u32 a = state[0], b = state[1], c = state[2], d = state[3];

	for (int step = 0; step < 64; step++) {
		int r = step / 16, k = (step * (int[]){ 1, 5, 3, 7 }[r] + (int[]){ 0, 1, 5, 0 }[r]) % 16;
		u32 t = a + rounds[r](b, c, d) + words[k] + first[step % 8] * (u32)(2 * r + 1);
		int s = shifts[r][step % 4];
		a = d;
		d = c;
		c = b;
		b += t << s | t >> (32 - s);
	}
	state[0] += a;
	state[1] += b;
	state[2] += c;
	state[3] += d;
}

int main(void)
{
	u32 state[4] = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476 }, words[16] = { 0 };

	memcpy(words, "message digest", 14);
	words[3] |= 0x80u << 16;
	words[14] = 14 * 8;
	mix(state, words);
	printf("%08x %08x %08x %08x\n", state[0], state[1], state[2], state[3]);
	mix(state, words);
	printf("%08x %08x %08x %08x\n", state[0], state[1], state[2], state[3]);
	return state[0] & 0x7f;
}
