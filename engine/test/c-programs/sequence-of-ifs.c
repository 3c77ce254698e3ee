/* Chains of conditions with assignments, commas and negations inside. */
#include <stdio.h>

static int log_[32], n;
static int note(int v) { log_[n++] = v; return v; }

static int grade(int score)
{
	if (score < 0 || score > 100) return -1;
	else if (score >= 90) return 'A';
	else if (score >= 80) return 'B';
	else if (score >= 70) { if (score > 75) return 'c'; }
	else if (!(score % 2)) return 'e';
	return score < 70 ? 'o' : 'C';
}

int main(void)
{
	int a, b = 0, c = 3;

	for (int s = -5; s < 110; s += 9)
		printf("%d ", grade(s));
	printf("\n");
	if ((a = note(4)) && (b = note(a - 4)) || (c = note(9)))
		b += c;
	if (note(0), note(2))
		if (!note(1))
			b = 100;
		else
			b++;
	if (a > b ? note(5) : note(6))
		;
	else
		b = -1;
	if (!!a == 1 & c != 0 && ~a) {
		int a = b;
		b = a * 2;
	}
	for (int i = 0; i < n; i++)
		printf("%d", log_[i]);
	printf(" %d %d %d\n", a, b, c);
	return b;
}
