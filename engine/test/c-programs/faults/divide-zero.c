/* An average of nothing. */
/* fault: division-by-zero at 9:13 */
static int average(const int *v, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++)
		sum += v[i];
	return sum / n;
}

int main(void)
{
	int v[2] = { 4, 8 };

	return average(v, 2) + average(v, 0);
}
