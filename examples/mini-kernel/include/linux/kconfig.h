/* SPDX-License-Identifier: MIT */
#include <generated/autoconf.h>
