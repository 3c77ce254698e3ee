/* Alignment asked for by attributes, _Alignas and members. tcc differs: a typedef loses its alignment. */
#include <stdint.h>
#include <stdio.h>

struct line { _Alignas(64) char first; int second; };
struct pad { char a; _Alignas(long) char b; char c __attribute__((aligned(4))); };
struct wrapped { char tag; struct line line; };
typedef int aligned_int __attribute__((aligned(16)));
struct with { char c; aligned_int i; };
union any { char c; long l __attribute__((aligned(32))); };

static _Alignas(128) char page[3];
static aligned_int global;
static char odd[7] __attribute__((aligned(8)));

#define ALIGNED(p, n) (((uintptr_t)(p) & ((n) - 1)) == 0)
#define PTR_ALIGN(p, n) ((__typeof__(&*(p)))(((uintptr_t)(p) + (n) - 1) & ~(uintptr_t)((n) - 1)))

int main(void)
{
	struct line lines[2];
	_Alignas(32) int local = 3;
	char buffer[100], *q = PTR_ALIGN(buffer, 16);

	printf("%zu %zu %zu\n", sizeof(struct line), _Alignof(struct line), sizeof(struct wrapped));
	printf("%zu %zu\n", sizeof(struct pad), _Alignof(struct pad));
	printf("%zu %zu %zu\n", sizeof(struct with), sizeof(union any), sizeof(aligned_int));
	printf("%d%d%d%d\n", ALIGNED(page, 128), ALIGNED(&global, 16), ALIGNED(odd, 8), ALIGNED(&local, 32));
	printf("%d%d\n", ALIGNED(&lines[1], 64), ALIGNED(&lines[0].second, 4));
	printf("%d %d\n", ALIGNED(q, 16), q - buffer < 16);
	printf("%zu\n", __alignof__(lines));
	return local + (int)_Alignof(long);
}
