/* Records are assigned, passed and returned whole. */
#include <stdio.h>

struct small { char a, b, c; };
struct big { long v[6]; struct small s; };
struct one { unsigned long value; };

static struct small rotate(struct small s)
{
	return (struct small){ s.b, s.c, s.a };
}

static struct big scale(struct big b, int by)
{
	for (int i = 0; i < 6; i++)
		b.v[i] *= by;
	b.s = rotate(b.s);
	return b;
}

static struct one merge(struct one a, struct one b)
{
	a.value |= b.value;
	return a;
}

int main(void)
{
	struct big b = { { 1, 2, 3, 4, 5, 6 }, { 'x', 'y', 'z' } }, copy;
	struct one list[2] = { { 0xf0 }, { 0x0f } };

	copy = b;
	b.v[0] = 50;
	printf("%ld %ld\n", copy.v[0], b.v[0]);
	printf("%ld\n", scale(copy, 3).v[5]);
	copy = scale(scale(copy, 2), 5);
	printf("%ld %c%c%c\n", copy.v[3], copy.s.a, copy.s.b, copy.s.c);
	printf("%c\n", rotate(rotate(copy.s)).a);
	list[1] = merge(list[0], list[1]);
	printf("%lx %lx\n", list[0].value, list[1].value);
	struct big many[2] = { b, copy };
	many[0] = many[1];
	many[1].v[1] = many[0].v[1] + (b = many[0]).v[2];
	printf("%ld\n", many[1].v[1]);
	return merge((struct one){ 1 }, (struct one){ 6 }).value;
}
