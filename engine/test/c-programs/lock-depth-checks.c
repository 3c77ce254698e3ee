/* Locks that know their owner, and an order between them. */
#include <stdio.h>

enum class { RQ, MM, PTL, N };
struct lock { enum class class; int held; const char *where; };

static struct lock *stack[8];
static int depth, complaints;
static unsigned char before[N][N];

static int may_follow(enum class a, enum class b)
{
	if (before[b][a])
		return 0;
	before[a][b] = 1;
	for (int i = 0; i < N; i++) {
		if (before[i][a])
			before[i][b] = 1;
		if (before[b][i])
			before[a][i] = 1;
	}
	return 1;
}

static void acquire(struct lock *l, const char *where)
{
	if (l->held) {
		printf("%s: recursive with %s\n", where, l->where);
		complaints++;
		return;
	}
	for (int i = 0; i < depth; i++) {
		if (!may_follow(stack[i]->class, l->class)) {
			printf("%s: inverted %d %d\n", where, stack[i]->class, l->class);
			complaints++;
		}
	}
	l->held = 1;
	l->where = where;
	stack[depth++] = l;
}

static void release(struct lock *l)
{
	int i = depth;

	while (i-- > 0 && stack[i] != l)
		;
	if (i < 0) {
		complaints += 10;
		return;
	}
	for (depth--; i < depth; i++)
		stack[i] = stack[i + 1];
	l->held = 0;
}

#define LOCK(l) acquire(&(l), #l)
#define GUARD(l) for (int _g = (LOCK(l), 1); _g; _g = (release(&(l)), 0))

static struct lock rq = { RQ }, mm = { MM }, ptl = { PTL };

int main(void)
{
	GUARD(mm)
		GUARD(ptl)
			LOCK(ptl);
	LOCK(rq);
	LOCK(mm);
	release(&rq);
	release(&mm);
	GUARD(ptl)
		LOCK(rq);
	release(&rq);
	release(&rq);
	printf("%d %d\n", complaints, depth);
	return complaints;
}
