/* An int at an odd address. */
/* fault: misaligned-access at 8:10 */
int main(void)
{
	static _Alignas(4) char bytes[8] = { 0, 1, 0, 0, 0, 0 };
	int *p = (int *)(bytes + 1);

	return *p;
}
