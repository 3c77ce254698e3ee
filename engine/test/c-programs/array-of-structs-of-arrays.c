/* Indexes into arrays in records in arrays, by constants and variables. */
#include <stdio.h>

struct cell { unsigned char bits[4]; };
struct row { struct cell cells[3]; short sum; };
struct sheet { struct row rows[2]; int total; };

static struct sheet sheets[2];

static void fill(void)
{
	int n = 0;

	for (int s = 0; s < 2; s++)
		for (int r = 0; r < 2; r++)
			for (int c = 0; c < 3; c++)
				for (int b = 0; b < 4; b++)
					sheets[s].rows[r].cells[c].bits[b] = n++ * 11;
}

static void add(struct sheet *s)
{
	for (struct row *r = s->rows; r < s->rows + 2; r++) {
		r->sum = 0;
		for (struct cell *c = r->cells; c != &r->cells[3]; ++c)
			for (unsigned char *b = c->bits; b - c->bits < 4; b++)
				r->sum += *b;
		s->total += r->sum;
	}
}

int main(void)
{
	int s = 1, r = 0, c = 2;

	fill();
	add(&sheets[0]);
	add(sheets + 1);
	printf("%d %d %d\n", sheets[0].total, sheets[1].total, sheets[s].rows[r].sum);
	printf("%d %d\n", sheets[s].rows[r].cells[c].bits[3], (*(*(sheets + 1)).rows[1].cells).bits[0]);
	sheets[s].rows[r ^ 1].cells[c - 2] = sheets[0].rows[1].cells[c];
	struct row copy = sheets[s].rows[1];
	copy.cells[0].bits[0]--;
	printf("%d %d\n", copy.cells[0].bits[0], sheets[1].rows[1].cells[0].bits[0]);
	printf("%d\n", (int)((char *)&sheets[1].rows[1].sum - (char *)sheets));
	return (int)sizeof(sheets[0].rows[0]);
}
