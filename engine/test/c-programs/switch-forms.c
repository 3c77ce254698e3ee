/* Switches over small types, nested, with declarations and loops inside. */
#include <stdio.h>

enum color { RED, GREEN = 5, BLUE };

static int by_char(unsigned char c)
{
	switch (c) {
	case 255: return 1;
	case 0: return 2;
	case 128: return 3;
	}
	return 0;
}

static int nested(int a, enum color b)
{
	int r = 0;

	switch (a) {
		int unused;
	case 1:
		switch (b) {
		case RED: r = 1; break;
		case BLUE: r = 2; goto done;
		default: r = 3;
		}
		r += 10;
		break;
	case 2: {
		int twice = r + 2;
		r = twice * 2;
		break;
	}
	default:
		for (int i = 0; i < 5; i++) {
			switch (i) {
			case 1: continue;
			case 3: break;
			default: r += i;
			}
			r++;
		}
	}
	r *= 2;
done:
	return r;
}

int main(void)
{
	printf("%d%d%d%d\n", by_char(-1), by_char(256 & 0xff), by_char(128), by_char(7));
	for (int a = 1; a < 4; a++)
		printf("%d %d %d\n", nested(a, RED), nested(a, GREEN), nested(a, BLUE));
	switch (3)
		printf("never\n");
	switch (4) case 4: printf("once\n");
	switch ((char)0x1ff) { case -1: printf("minus\n"); }
	switch (1L << 33 | 1) { case 1: return 1; default: return 9; }
}
