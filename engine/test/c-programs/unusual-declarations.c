/* Declarations in odd order, of many names, with everything at once. */
#include <stdio.h>

int static unsigned long const odd = 5;
long unsigned int static volatile counter, *const volatile link = &counter;
struct { int a; } static anonymous = { 3 }, list[2], *last = &list[1];
enum { LOW, HIGH } static level = HIGH;
typedef unsigned char byte, bytes[3];
short int typedef tiny;
extern int later[], *const later_end;
const char *const names[] = { "x", "y", }, plain = 'p';
static struct pair { struct pair *self; union { int i; char c; }; } pair = { &pair, { .i = 0x41 } };
int later[2] = { 1, 2 };
int *const later_end = later + 2;
;

static int sum(register const int *from, int *const to)
{
	int s = 0, *p = (int *)from;

	for (; p != to; p++)
		s += *p;
	return s;
}

int main(void)
{
	byte b = 300 & 0xff, *pb = &b;
	bytes three = { 1, 2, 3 };
	tiny t = -1, *pt = &t, **ppt = &pt;
	auto int automatic = 4;
	long long unsigned big = ~0ull >> 60;

	counter = odd;
	++*link;
	last->a = anonymous.a + level;
	printf("%lu %d %d\n", counter, list[1].a, list[0].a);
	printf("%d %d %d\n", *pb, three[2], **ppt);
	printf("%s %c %c\n", names[1], plain, pair.self->self->c);
	printf("%d %d %llu\n", sum(later, later_end), automatic, big);
	return LOW + (int)sizeof(bytes);
}
