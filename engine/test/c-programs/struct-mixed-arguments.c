/* Records and scalars among many arguments. */
#include <stdio.h>

struct one { char c; };
struct two { int i; short s; };
struct ptr { const char *text; };
struct wide { long a, b, c; };
struct nested { struct one o; struct two t[2]; };

static long all(char a, struct one b, long c, struct two d, struct ptr e, int f, struct wide g, struct nested h, unsigned char i, short j, struct one k)
{
	long v = a + b.c * 2 + c * 3 + d.i * 4 + d.s * 5 + e.text[1] * 6 + f * 7;

	v += g.a * 8 + g.b * 9 + g.c * 10 + h.o.c * 11 + h.t[0].i * 12 + h.t[1].s * 13;
	g.a = g.b = 0;
	h.t[1].i = 5;
	return v + i * 14 + j * 15 + k.c * 16;
}

static struct nested make(struct two t, struct one o)
{
	return (struct nested){ o, { t, { t.s, t.i } } };
}

int main(void)
{
	struct wide w = { 100, 200, 300 };
	struct nested n = make((struct two){ 8, 9 }, (struct one){ 'n' });

	printf("%ld\n", all(1, (struct one){ 2 }, 3, (struct two){ 4, 5 }, (struct ptr){ "xyz" }, 6, w, n, 250, -7, n.o));
	printf("%ld %d %d\n", w.a, n.t[1].i, n.t[1].s);
	long (*f)(char, struct one, long, struct two, struct ptr, int, struct wide, struct nested, unsigned char, short, struct one) = all;
	printf("%ld\n", f(-1, n.o, -3, n.t[0], (struct ptr){ "ab" }, -6, (struct wide){ .b = w.c }, make(n.t[1], n.o), 0, 1, n.o));
	return make(n.t[0], n.o).t[1].s;
}
