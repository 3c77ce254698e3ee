/* Devices with operations, some inherited from their class. */
#include <stdio.h>
#include <string.h>

struct device;
struct ops { int (*probe)(struct device *); int (*read)(struct device *, int reg); void (*remove)(struct device *); };
struct driver { const char *name; const struct ops *ops; const struct driver *base; };
struct device { const char *compatible; const struct driver *driver; int regs[4]; struct device *next; };

static int probe_default(struct device *d) { d->regs[0] = 0x1d; return 0; }
static int probe_uart(struct device *d) { d->regs[1] = 115200; return probe_default(d); }
static int probe_broken(struct device *d) { (void)d; return -19; }
static int read_plain(struct device *d, int reg) { return d->regs[reg & 3]; }
static int read_swapped(struct device *d, int reg) { return (int)__builtin_bswap32(d->regs[reg & 3]); }

static const struct ops base_ops = { probe_default, read_plain, 0 };
static const struct ops uart_ops = { .probe = probe_uart };
static const struct ops big_ops = { .read = read_swapped };
static const struct ops broken_ops = { .probe = probe_broken };
static const struct driver base = { "base", &base_ops, NULL };
static const struct driver uart = { "uart", &uart_ops, &base };
static const struct driver drivers[] = {
	{ "uart", &uart_ops, &base }, { "uart-be", &big_ops, &uart }, { "broken", &broken_ops, &base },
};

#define CALL(d, op, missing, ...) ({ \
	const struct driver *_r = (d)->driver; \
	while (_r && !_r->ops->op) _r = _r->base; \
	_r ? _r->ops->op((d), ##__VA_ARGS__) : (missing); })

static int bind(struct device *d)
{
	for (unsigned i = 0; i < sizeof(drivers) / sizeof(drivers[0]); i++) {
		if (!strcmp(drivers[i].name, d->compatible)) {
			d->driver = &drivers[i];
			return CALL(d, probe, -1);
		}
	}
	return -2;
}

int main(void)
{
	struct device devices[] = { { "uart" }, { "uart-be" }, { "broken" }, { "none" } };
	int sum = 0;

	for (int i = 0; i < 4; i++) {
		struct device *d = &devices[i];
		int err = bind(d);
		printf("%s %d", d->compatible, err);
		if (!err)
			printf(" %x %x", CALL(d, read, 0, 0), CALL(d, read, 0, 5));
		printf("\n");
		sum += err;
	}
	return -sum;
}
