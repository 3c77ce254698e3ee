/* Days since an epoch to dates and back, with leap years. */
#include <stdio.h>

struct date { int year; unsigned char month, day; };

static long to_days(struct date d)
{
	int y = d.year - (d.month <= 2);
	long era = (y >= 0 ? y : y - 399) / 400;
	unsigned yoe = y - era * 400, doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;

	return era * 146097 + (yoe * 365 + yoe / 4 - yoe / 100 + doy) - 719468;
}

static struct date from_days(long z)
{
	z += 719468;
	long era = (z >= 0 ? z : z - 146096) / 146097;
	unsigned doe = z - era * 146097, yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	int month = mp < 10 ? mp + 3 : mp - 9;

	return (struct date){ yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1 };
}

static int is_leap(int y) { return y % 4 == 0 && (y % 100 || y % 400 == 0); }

int main(void)
{
	static const long days[] = { 0, -1, 11016, 18321, -719528, 2932896, 19782 };
	int leaps = 0, wrong = 0;

	for (unsigned i = 0; i < sizeof(days) / sizeof(*days); i++) {
		struct date d = from_days(days[i]);
		printf("%04d-%02d-%02d %ld\n", d.year, d.month, d.day, (days[i] % 7 + 11) % 7);
		wrong += to_days(d) != days[i];
	}
	for (int y = 1900; y <= 2100; y++)
		leaps += is_leap(y);
	for (long z = -100000; z < 100000; z += 997)
		wrong += to_days(from_days(z)) != z;
	printf("%d %d\n", leaps, wrong);
	return leaps;
}
