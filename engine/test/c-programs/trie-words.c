/* Words in a tree of letters, counted and listed by prefix. */
#include <stdio.h>
#include <string.h>

struct trie { short child[26]; unsigned char ends; };

static struct trie nodes[64];
static int used = 1;

static void add(const char *word)
{
	int at = 0;

	for (; *word; word++) {
		short *next = &nodes[at].child[*word - 'a'];
		if (!*next)
			*next = used++;
		at = *next;
	}
	nodes[at].ends++;
}

static int find(const char *prefix)
{
	int at = 0;

	for (; *prefix; prefix++)
		if (!(at = nodes[at].child[*prefix - 'a']))
			return -1;
	return at;
}

static int list(int at, char *word, int length)
{
	int n = nodes[at].ends;

	if (n) {
		word[length] = 0;
		printf("%s(%d) ", word, n);
	}
	for (int c = 0; c < 26; c++) {
		if (!nodes[at].child[c])
			continue;
		word[length] = 'a' + c;
		n += list(nodes[at].child[c], word, length + 1);
	}
	return n;
}

int main(void)
{
	static const char *const words[] = { "page", "pages", "pmd", "pte", "pud", "page", "lock", "lockdep", "pa" };
	char buffer[16];

	for (unsigned i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		add(words[i]);
	printf("| %d %d\n", list(0, buffer, 0), used);
	strcpy(buffer, "pa");
	printf("| %d\n", list(find("pa"), buffer, 2));
	printf("%d %d\n", find("px"), find("lockd") > 0);
	return used;
}
