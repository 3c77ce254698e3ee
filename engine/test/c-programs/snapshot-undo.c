/* Whole records saved in a stack and brought back. */
#include <stdio.h>
#include <string.h>

struct editor { char text[24]; unsigned char cursor, mark; struct { short inserts, erases; } stats; };
struct history { struct editor past[6]; int n, lost; };

static void save(struct history *h, const struct editor *e)
{
	if (h->n == 6) {
		memmove(h->past, h->past + 1, 5 * sizeof(h->past[0]));
		h->n--;
		h->lost++;
	}
	h->past[h->n++] = *e;
}

static int undo(struct history *h, struct editor *e)
{
	if (!h->n)
		return 0;
	*e = h->past[--h->n];
	return 1;
}

static struct editor insert(struct editor e, const char *s)
{
	size_t n = strlen(s), have = strlen(e.text);

	if (have + n >= sizeof(e.text))
		return e;
	memmove(e.text + e.cursor + n, e.text + e.cursor, have - e.cursor + 1);
	memcpy(e.text + e.cursor, s, n);
	e.cursor += n;
	e.stats.inserts++;
	return e;
}

static struct editor erase(struct editor e, int n)
{
	while (n-- > 0 && e.cursor) {
		memmove(e.text + e.cursor - 1, e.text + e.cursor, strlen(e.text + e.cursor) + 1);
		e.cursor--;
		e.stats.erases++;
	}
	return e;
}

int main(void)
{
	struct editor e = { "", 0 };
	struct history h = { .n = 0 };
	static const char *const script = "ihello;ithere ;l5;iwide ;b3;imore text that is long;ix;iy;uuu";

	for (const char *p = script; *p;) {
		char word[32];
		size_t n = strcspn(p, ";");
		memcpy(word, p, n);
		word[n] = 0;
		p += n + (p[n] == ';');
		switch (*word) {
		case 'i': save(&h, &e); e = insert(e, word + 1); break;
		case 'b': save(&h, &e); e = erase(e, word[1] - '0'); break;
		case 'l': e.cursor -= word[1] - '0'; break;
		case 'u': for (const char *u = word; *u; u++) undo(&h, &e); break;
		}
		printf("%s|%d ", e.text, e.cursor);
	}
	printf("\n%d %d %d %d\n", e.stats.inserts, e.stats.erases, h.n, h.lost);
	return e.cursor + h.n;
}
