/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-interface.h"
#include "gc-tryout.h"

/* "Try It on This Computer": joins two groups on the loopback interface and, when that is
 * done, sends to them; what is sent too early nobody hears. */

/* Of administrative scope (RFC 2365), and on an interface that leads nowhere else. */
static const char *const groups[] = { "239.255.77.1", "239.255.77.2" };
#define PORT 5000

typedef struct
{
  GcSenderPanel *panel;
  GPtrArray     *groups;        /* of GcGroup */
  GPtrArray     *targets;       /* of GcTarget */
} Tryout;

static void
tryout_free (Tryout *tryout)
{
  for (guint i = 0; i < tryout->groups->len; i++)
    g_signal_handlers_disconnect_by_data (tryout->groups->pdata[i], tryout);

  g_ptr_array_unref (tryout->groups);
  g_ptr_array_unref (tryout->targets);
  g_object_unref (tryout->panel);
  g_free (tryout);
}

/* A group that failed says so in its tab; the message goes out all the same. */
static void
tryout_state_cb (GcGroup    *group,
                 GParamSpec *pspec,
                 gpointer    user_data)
{
  Tryout *tryout = user_data;

  for (guint i = 0; i < tryout->groups->len; i++)
    if (gc_group_get_state (tryout->groups->pdata[i]) == GC_RECEIVER_JOINING)
      return;

  gc_sender_panel_send_to (tryout->panel, tryout->targets);
  tryout_free (tryout);
}

static char *
dup_loopback_name (void)
{
  g_autoptr (GPtrArray) interfaces = gc_interface_list (NULL);

  for (guint i = 0; interfaces != NULL && i < interfaces->len; i++)
    if (gc_interface_is_loopback (interfaces->pdata[i]))
      return g_strdup (gc_interface_get_name (interfaces->pdata[i]));

  return g_strdup ("lo");
}

static void
tryout_add (Tryout      *tryout,
            GcGroupTabs *tabs,
            const char  *address,
            const char  *interface)
{
  GcTargetList *targets = gc_sender_panel_get_targets (tryout->panel);
  g_autofree char *text = g_strdup_printf ("%s%%%s", address, interface);
  g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (text, PORT, NULL);
  GcGroup *group = gc_group_page_get_group (gc_group_tabs_open (tabs, endpoint));

  gc_target_list_add (targets, endpoint);
  g_ptr_array_add (tryout->targets, g_object_ref (gc_target_list_find (targets, endpoint)));
  g_ptr_array_add (tryout->groups, g_object_ref (group));
  g_signal_connect (group, "notify::state", G_CALLBACK (tryout_state_cb), tryout);
}

/**
 * gc_tryout_start:
 * @window: a window
 *
 * Shows in @window what the program does, with no network needed. Targets that are there
 * already are not sent to.
 */
void
gc_tryout_start (GcWindow *window)
{
  Tryout *tryout = g_new0 (Tryout, 1);
  g_autofree char *interface = dup_loopback_name ();
  GcGroupTabs *tabs = gc_window_get_group_tabs (window);

  tryout->panel = g_object_ref (gc_window_get_sender_panel (window));
  tryout->groups = g_ptr_array_new_with_free_func (g_object_unref);
  tryout->targets = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    tryout_add (tryout, tabs, groups[i], interface);
  gc_group_tabs_select (tabs, tryout->groups->pdata[0]);

  /* They may be open and joined already. */
  tryout_state_cb (tryout->groups->pdata[0], NULL, tryout);
}
