/* Floating point arithmetic. */
/* unsupported: floating */
int main(void)
{
	double half = 0.5;

	return (int)(half * 4);
}
