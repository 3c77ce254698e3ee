/* Sizes, alignments and offsets of records. */
#include <stddef.h>
#include <stdio.h>

struct a { char c; };
struct b { char c; int i; };
struct c { char c; long l; char d; };
struct d { struct b b; char c; };
struct e { short s[3]; char c; };
struct f { char c[5]; short s; };
struct g { void *p; char c; int i; short s; };
union h { char c[9]; int i; };
union i { struct c c; short s; };
struct j { char c; union h h; char d; struct a a[3]; };
struct k {};

#define SHOW(t) printf(#t " %d %d\n", (int)sizeof(t), (int)_Alignof(t))

int main(void)
{
	SHOW(struct a);
	SHOW(struct b);
	SHOW(struct c);
	SHOW(struct d);
	SHOW(struct e);
	SHOW(struct f);
	SHOW(struct g);
	SHOW(union h);
	SHOW(union i);
	SHOW(struct j);
	SHOW(struct k);
	SHOW(_Bool);
	SHOW(long long);
	SHOW(char *[3]);
	printf("%d %d %d\n", (int)offsetof(struct c, l), (int)offsetof(struct c, d),
	       (int)offsetof(struct f, s));
	printf("%d %d %d\n", (int)offsetof(struct g, i), (int)offsetof(struct j, h),
	       (int)offsetof(struct j, a[2]));
	return (int)offsetof(struct d, b.i);
}
