/* A vector for any type by macros, with functions made for each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFINE_VECTOR(name, type) \
struct name { type *data; unsigned n, room; }; \
static type *name##_push(struct name *v, type value) \
{ \
	if (v->n == v->room) { \
		v->room = v->room ? v->room * 2 : 2; \
		v->data = realloc(v->data, v->room * sizeof(*v->data)); \
	} \
	v->data[v->n] = value; \
	return &v->data[v->n++]; \
} \
static type name##_pop(struct name *v) { return v->data[--v->n]; } \
static void name##_free(struct name *v) { free(v->data); memset(v, 0, sizeof(*v)); }

#define each(p, v) for (__typeof__((v)->data) p = (v)->data; p < (v)->data + (v)->n; p++)
#define SUM(v, member) ({ long _s = 0; each(_p, v) _s += _p->member; _s; })

struct point { short x; long y; };

DEFINE_VECTOR(ints, int)
DEFINE_VECTOR(points, struct point)
DEFINE_VECTOR(texts, const char *)

int main(void)
{
	struct ints i = { 0 };
	struct points p = { 0 };
	struct texts t = { 0 };
	long total = 0;

	for (int k = 0; k < 11; k++) {
		ints_push(&i, k * k);
		points_push(&p, (struct point){ k, -k * 1000000000L })->x++;
	}
	texts_push(&t, "first");
	texts_push(&t, "second");
	*texts_push(&t, "third") += 2;
	each(q, &i)
		total += *q;
	each(s, &t)
		printf("%s ", *s);
	printf("%ld %ld %ld\n", total, SUM(&p, x), SUM(&p, y));
	printf("%d %ld %s %u\n", ints_pop(&i), points_pop(&p).y, texts_pop(&t), i.room);
	total = i.n;
	ints_free(&i);
	points_free(&p);
	texts_free(&t);
	return (int)total + (p.data == NULL);
}
