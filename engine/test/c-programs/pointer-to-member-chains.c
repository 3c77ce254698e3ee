/* Long paths of arrows, dots, indexes and addresses. */
#include <stdio.h>

struct mm { unsigned long *pgd; int users; };
struct vma { unsigned long start, end; struct mm *mm; struct vma *next[2]; };
struct walk { const struct ops *ops; struct vma *vma; struct { int depth; long *counts; } state; };
struct ops { int (*entry)(unsigned long *e, unsigned long a, struct walk *w); };

static int count(unsigned long *e, unsigned long a, struct walk *w)
{
	w->state.counts[*e & 1] += (long)(a >> 4);
	return (int)(w->vma->mm->users += (*e)++ & 1);
}

static int run(struct walk *w)
{
	int last = 0;

	for (struct vma *v = w->vma; v; v = v->next[v->mm->users & 1]) {
		w->vma = v;
		for (unsigned long a = v->start; a < v->end; a += 16)
			last = w->ops->entry(&v->mm->pgd[a / 16 % 4], a, w);
		w->state.depth++;
	}
	return last;
}

int main(void)
{
	unsigned long table[4] = { 1, 2, 3, 4 };
	long counts[2] = { 0 };
	struct mm mm = { .pgd = table };
	struct vma v[3] = { { 0, 64, &mm, { &v[1], &v[2] } }, { 64, 96, &mm, { &v[2], NULL } }, { 96, 160, &mm, { NULL, NULL } } };
	static const struct ops ops = { count };
	struct walk w = { &ops, v, { 0, counts } };
	int last = run(&w);

	printf("%d %d %ld %ld\n", last, w.state.depth, counts[0], counts[1]);
	for (int i = 0; i < 4; i++)
		printf("%lu ", (*w.vma).mm->pgd[i]);
	printf("%d\n", (&(&*w.vma)->mm->users)[0]);
	return (int)(&v[2].next[1] - &v[2].next[0]) + (w.vma == v + 1);
}
