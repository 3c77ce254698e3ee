/* Assertions of the compiler at file scope, in blocks and in records. */
#include <assert.h>
#include <stddef.h>
#include <stdio.h>

_Static_assert(sizeof(int) == 4, "int has four bytes");
_Static_assert(sizeof(long) == sizeof(void *), "LP64");
_Static_assert((char)-1 < 0, "plain char is signed");
static_assert((-7) / 2 == -3 && -7 % 2 == -1, "towards zero");
_Static_assert(-1 >> 1 == -1, "arithmetic shift");
_Static_assert("abc"[1] || 1, "not evaluated far");

struct frame {
	unsigned char kind;
	_Static_assert(sizeof(short) == 2, "in a record");
	unsigned short length;
	unsigned int data;
};

_Static_assert(offsetof(struct frame, data) == 4, "no hole but one");
_Static_assert(_Alignof(struct frame) == _Alignof(unsigned), "aligned like its largest");

#define BUILD_BUG_ON_ZERO(e) ((int)sizeof(struct { int : (-!!(e)); }))
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]) + BUILD_BUG_ON_ZERO( \
	__builtin_types_compatible_p(__typeof__(a), __typeof__(&(a)[0]))))

enum { LIMIT = (1 ? 3 : 1 / 1) << 2 | !0, NEG = -LIMIT, CAST = (unsigned char)300 };
static int sized[LIMIT > 10 ? LIMIT : 1];

int main(void)
{
	_Static_assert(LIMIT == 13, "constant expression");
	int list[] = { 1, 2, 3, [9] = 4 };

	printf("%d %d %d %d\n", LIMIT, NEG, CAST, (int)(sizeof(sized) / 4));
	printf("%d\n", (int)ARRAY_SIZE(list));
	assert(list[9] == 4);
	return sizeof(struct frame) + BUILD_BUG_ON_ZERO(0);
}
