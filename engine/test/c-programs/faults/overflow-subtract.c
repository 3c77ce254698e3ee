/* A difference of longs. */
/* fault: signed-overflow at 5:11 */ /* kernel: exit 3 */
static long distance(long a, long b)
{
	return a - b;
}

int main(void)
{
	return distance(-9223372036854775807L, 2) > 0 ? 3 : 4;
}
