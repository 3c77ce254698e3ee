/* An int read through a pointer to long. */
/* fault: effective-type at 8:15 */ /* kernel: exit 1 */
int main(void)
{
	int two[2] = { 1, 0 };
	long *p = (long *)two;

	return (int)*p;
}
