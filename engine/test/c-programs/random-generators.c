/* Three generators and the spread of what they give. */
#include <stdio.h>

typedef unsigned int u32;
typedef unsigned long u64;

struct mt { u32 s[624]; int at; };

static void mt_seed(struct mt *m, u32 seed)
{
	m->s[0] = seed;
	for (int i = 1; i < 624; i++)
		m->s[i] = 1812433253u * (m->s[i - 1] ^ m->s[i - 1] >> 30) + i;
	m->at = 624;
}

static u32 mt_next(struct mt *m)
{
	if (m->at == 624) {
		for (int i = 0; i < 624; i++) {
			u32 y = (m->s[i] & 0x80000000) | (m->s[(i + 1) % 624] & 0x7fffffff);
			m->s[i] = m->s[(i + 397) % 624] ^ y >> 1 ^ (y & 1 ? 0x9908b0df : 0);
		}
		m->at = 0;
	}
	u32 y = m->s[m->at++];
	y ^= y >> 11;
	y ^= y << 7 & 0x9d2c5680;
	y ^= y << 15 & 0xefc60000;
	return y ^ y >> 18;
}

static u64 splitmix(u64 *s)
{
	u64 z = *s += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

static u32 pcg(u64 *s)
{
	u64 old = *s;
	u32 x = (old >> 18 ^ old) >> 27, r = old >> 59;

	*s = old * 6364136223846793005ul + 1442695040888963407ul;
	return x >> r | x << (-r & 31);
}

int main(void)
{
	static struct mt m;
	u64 a = 42, b = 42;
	int buckets[8] = { 0 };

	mt_seed(&m, 5489);
	for (int i = 0; i < 3; i++)
		printf("%u ", mt_next(&m));
	for (int i = 0; i < 3; i++)
		printf("%lx ", splitmix(&a));
	for (int i = 0; i < 3; i++)
		printf("%x ", pcg(&b));
	printf("\n");
	for (int i = 0; i < 800; i++)
		buckets[mt_next(&m) >> 29]++;
	for (int i = 0; i < 8; i++)
		printf("%d ", buckets[i]);
	printf("\n");
	return buckets[3] & 0x7f;
}
