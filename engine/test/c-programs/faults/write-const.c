/* A const object is changed by a cast. */
/* fault: read-only-write at 9:5 */
static const int limits[2] = { 10, 20 };

int main(void)
{
	int *p = (int *)&limits[1];

	*p = 30;
	return limits[1];
}
