/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-shortcuts.h"

#include <glib/gi18n.h>

static const GcShortcut shortcuts[] = {
  { NC_("shortcut window", "Groups"),
    NC_("shortcut window", "Join a group"), "<Control>l <Control>t", "win.focus-join" },
  { NULL, NC_("shortcut window", "Leave the group, or close the window"), "<Control>w",
    "win.close-tab" },
  { NULL, NC_("shortcut window", "Next tab"), "<Control>Page_Down" },
  { NULL, NC_("shortcut window", "Previous tab"), "<Control>Page_Up" },

  { NC_("shortcut window", "Messages"),
    NC_("shortcut window", "Newest, and follow"), "<Control>End" },
  { NULL, NC_("shortcut window", "Oldest"), "<Control>Home" },
  { NULL, NC_("shortcut window", "Pause"), "<Control>e", "page.paused" },
  { NULL, NC_("shortcut window", "Filter"), "<Control>f", "win.filter" },
  { NULL, NC_("shortcut window", "Clear"), "<Control>k", "win.clear" },
  { NULL, NC_("shortcut window", "Export as text"), "<Control>s", "win.export::text" },

  { NC_("shortcut window", "One Message"),
    NC_("shortcut window", "Show or hide details"), "F8", "page.details-shown" },
  { NULL, NC_("shortcut window", "Previous"), "<Alt>Up" },
  { NULL, NC_("shortcut window", "Next"), "<Alt>Down" },
  { NULL, NC_("shortcut window", "Copy"), "<Control>c" },
  { NULL, NC_("shortcut window", "Copy as hexadecimal"), "<Shift><Control>c" },

  { NC_("shortcut window", "Sending"),
    NC_("shortcut window", "Send"), "<Control>Return", "win.send", "<Control>KP_Enter" },
  { NULL, NC_("shortcut window", "Show or hide the sender panel"), "F9", "win.sender-panel" },
  { NULL, NC_("shortcut window", "Remove the target"), "Delete" },

  { NC_("shortcut window", "General"),
    NC_("shortcut window", "New window"), "<Control>n", "app.new-window" },
  { NULL, NC_("shortcut window", "Main menu"), "F10" },
  { NULL, NC_("shortcut window", "Preferences"), "<Control>comma", "app.preferences" },
  { NULL, NC_("shortcut window", "Keyboard shortcuts"), "<Control>question", "app.shortcuts" },
  { NULL, NC_("shortcut window", "Quit"), "<Control>q", "app.quit" },
};

/**
 * gc_shortcuts_get:
 * @n_shortcuts: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_shortcuts): all keys of the program, group by group
 */
const GcShortcut *
gc_shortcuts_get (gsize *n_shortcuts)
{
  *n_shortcuts = G_N_ELEMENTS (shortcuts);
  return shortcuts;
}
