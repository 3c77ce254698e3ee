/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_PRINTK_H
#define _LINUX_PRINTK_H

__attribute__((__format__(printf, 1, 2))) int _printk(const char *format, ...);

#define pr_warn(format, ...) _printk("<4>" format, ##__VA_ARGS__)
#define WARN_ON_ONCE(condition) \
	({ \
		int __hit = !!(condition); \
		if (__hit) \
			_printk("<4>unexpected: %s\n", #condition); \
		__hit; \
	})

#endif
