/* Where the compiler puts bitfields, seen through bytes. */
#include <stdio.h>
#include <string.h>

#define SHOW(type, ...) do { \
	type v; \
	unsigned char b[sizeof(type)]; \
	memset(&v, 0, sizeof(v)); \
	__VA_ARGS__; \
	memcpy(b, &v, sizeof(v)); \
	printf("%d:", (int)sizeof(v)); \
	for (unsigned i = 0; i < sizeof(v); i++) \
		printf("%02x", b[i]); \
	printf("\n"); \
} while (0)

struct a { char c; int x : 4; };
struct b { int x : 25; int y : 10; };
struct c { short x : 9; char y : 7; int z : 16; };
struct d { unsigned x : 1; unsigned : 0; unsigned y : 1; };
struct e { unsigned char x : 3; unsigned : 9; unsigned char y : 4; };
struct f { long x : 33; int y : 5; char c; };
struct g { char c[3]; unsigned x : 8; unsigned y : 9; };
struct h { _Bool a : 1, b : 1; unsigned char c : 6; };
union u { unsigned x : 5; unsigned long y : 40; char c; };

int main(void)
{
	SHOW(struct a, v.c = 1; v.x = -1);
	SHOW(struct b, v.x = -2; v.y = 0x155);
	SHOW(struct c, v.x = 0xff; v.y = 0x2a; v.z = -1);
	SHOW(struct d, v.x = 1; v.y = 1);
	SHOW(struct e, v.x = 5; v.y = 9);
	SHOW(struct f, v.x = 0x123456789; v.y = -3; v.c = 'c');
	SHOW(struct g, v.c[2] = 0x11; v.x = 0x22; v.y = 0x133);
	SHOW(struct h, v.b = 2; v.c = 0x2d);
	SHOW(union u, v.y = 0xabcdef0123);
	union u u = { .y = 0xffffffffff };
	u.x = 2;
	printf("%lx\n", (unsigned long)u.y);
	return sizeof(struct f) + sizeof(struct b);
}
