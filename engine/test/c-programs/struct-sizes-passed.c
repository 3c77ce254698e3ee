/* Records of all sizes from one to forty bytes as arguments and results. */
#include <stdio.h>
#include <string.h>

#define SIZES(X) X(1) X(2) X(3) X(4) X(5) X(7) X(8) X(9) X(12) X(15) X(16) X(17) X(24) X(31) X(40)

static unsigned digest;

#define DEFINE(n) \
struct s##n { unsigned char b[n]; }; \
static struct s##n rotate##n(struct s##n s, int by) \
{ \
	struct s##n r; \
	for (int i = 0; i < n; i++) \
		r.b[(i + by) % n] = s.b[i] + 1; \
	s.b[0] = 0; \
	return r; \
} \
static void test##n(void) \
{ \
	struct s##n a, b; \
	for (int i = 0; i < n; i++) \
		a.b[i] = i * 3; \
	b = rotate##n(rotate##n(a, 1), 2); \
	for (int i = 0; i < n; i++) \
		digest = digest * 31 + b.b[i] * 2 + a.b[i]; \
	printf("%d:%u ", (int)sizeof(struct s##n), digest % 1000); \
}

SIZES(DEFINE)

int main(void)
{
#define CALL(n) test##n();
	SIZES(CALL)
	printf("\n%u\n", digest);
	return digest % 100;
}
