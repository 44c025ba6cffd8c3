/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GcShortcut:
 * @group: (nullable): the heading over it; %NULL: that of the one before
 * @title: what it does
 * @keys: accelerators with spaces between them
 * @action: (nullable): what the application binds them to; %NULL: a widget does
 * @more_keys: (nullable): further ones that need no telling
 *
 * Keys, and what people are told of them. The texts are not translated yet.
 */
typedef struct
{
  const char *group;
  const char *title;
  const char *keys;
  const char *action;
  const char *more_keys;
} GcShortcut;

#define GC_SHORTCUT_CONTEXT "shortcut window"

const GcShortcut *gc_shortcuts_get (gsize *n_shortcuts);

G_END_DECLS
