/* Integers of sixteen bytes. */
/* unsupported: 128 bits */
int main(void)
{
	unsigned __int128 product = (unsigned __int128)1 << 100;

	return (int)(product >> 98);
}
