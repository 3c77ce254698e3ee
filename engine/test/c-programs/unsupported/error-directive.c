/* A text that refuses to be compiled. */
/* unsupported: word size */
#if __SIZEOF_POINTER__ == 8
#error "unknown word size"
#endif

int main(void)
{
	return missing_because_of_it;
}
