/* Messages with levels, rate limits and formatted prefixes. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define KERN_SOH "\001"
#define KERN_ERR KERN_SOH "3"
#define KERN_INFO KERN_SOH "6"
#define KERN_DEBUG KERN_SOH "7"
#define pr_fmt(fmt) "walker: " fmt
#define pr_err(fmt, ...) printk(KERN_ERR pr_fmt(fmt), ##__VA_ARGS__)
#define pr_info(fmt, ...) printk(KERN_INFO pr_fmt(fmt), ##__VA_ARGS__)
#define pr_debug(fmt, ...) ({ if (0) printk(KERN_DEBUG fmt, ##__VA_ARGS__); 0; })
#define pr_info_once(fmt, ...) ({ static _Bool _said; int _n = 0; if (!_said) { _said = 1; _n = pr_info(fmt, ##__VA_ARGS__); } _n; })
#define limited(n, call) ({ static int _left = (n); _left > 0 ? _left--, (call) : 0; })

static int counts[8], level_shown = 6;

static __attribute__((format(printf, 1, 2))) int printk(const char *fmt, ...)
{
	va_list args;
	int level = 4, n = 0;

	if (fmt[0] == '\001' && fmt[1]) {
		level = fmt[1] - '0';
		fmt += 2;
	}
	counts[level]++;
	if (level > level_shown)
		return 0;
	va_start(args, fmt);
	n = printf("<%d>", level) + vprintf(fmt, args);
	va_end(args);
	if (!*fmt || fmt[strlen(fmt) - 1] != '\n')
		n += printf("|\n");
	return n;
}

int main(void)
{
	int n = pr_err("bad entry %#lx at %d\n", 0x8000000000000025ul, 3);

	for (int i = 0; i < 5; i++) {
		n += pr_info_once("begun %d", i);
		n += limited(2, pr_info("step %d\n", i));
		n += pr_debug("never %d\n", i);
	}
	level_shown = 3;
	n += pr_info("hidden\n");
	n += printk("plain %s", "text");
	n += pr_err("end");
	printf("%d: %d %d %d %d\n", n, counts[3], counts[4], counts[6], counts[7]);
	return n % 100;
}
