/* A switch over hashes of words computed at run time and by hand. */
#include <stdio.h>

#define H1(s, i) ((unsigned)(unsigned char)(s)[i])
#define H3(a, b, c) ((unsigned)(a) << 16 | (unsigned)(b) << 8 | (unsigned)(c))

static unsigned hash(const char *s)
{
	return s[0] && s[1] && s[2] ? H3(s[0], s[1], s[2]) : 0;
}

static int days(const char *month, int leap)
{
	switch (hash(month)) {
	case H3('F', 'e', 'b'):
		return 28 + leap;
	case H3('A', 'p', 'r'):
	case H3('J', 'u', 'n'):
	case H3('S', 'e', 'p'):
	case H3('N', 'o', 'v'):
		return 30;
	case 0:
		return -1;
	default:
		return 31;
	}
}

int main(void)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "" };
	int year = 0;

	for (int i = 0; i < 13; i++) {
		int d = days(months[i], i & 1);
		printf("%d ", d);
		year += d;
	}
	printf("\n%x %d\n", hash("Feb"), year);
	return year % 100;
}
