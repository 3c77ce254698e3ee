/* Features that are switched by flags with likely and unlikely. */
#include <stdio.h>

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define __maybe_unused __attribute__((__unused__))
#define fallthrough __attribute__((__fallthrough__))
#define static_branch_likely(k) likely((k)->enabled > 0)
#define DEFINE_KEY(name, v) static struct key name = { .enabled = (v) }

struct key { int enabled; };
DEFINE_KEY(tracing, 0);
DEFINE_KEY(hashing, 1);

static int traced;

static inline void inc(struct key *k) { k->enabled++; }
static inline void dec(struct key *k) { if (likely(k->enabled > 0)) k->enabled--; }

static unsigned work(unsigned v, int __maybe_unused hint)
{
	if (unlikely(static_branch_likely(&tracing)))
		traced++;
	if (static_branch_likely(&hashing))
		v *= 0x9e3779b1;
	switch (v & 3) {
	case 0:
		v++;
		fallthrough;
	case 1:
		v ^= 0xff;
		break;
	default:
		if (unlikely(!v))
			return 1;
	}
	return v;
}

int main(void)
{
	unsigned v = 1;

	for (int i = 0; i < 10; i++) {
		if (i == 3)
			inc(&tracing);
		if (i == 5)
			dec(&hashing);
		if (i == 8)
			dec(&tracing), dec(&tracing);
		v = work(v, i);
	}
	printf("%u %d %d\n", v, traced, tracing.enabled);
	return likely(v) + unlikely(0) + __builtin_expect(traced, 4);
}
