/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-error.h"
#include "gc-sandbox.h"

#include <glib/gi18n-lib.h>

/* A Flatpak without --share=network has a loopback interface of its own: sockets open, joins
 * succeed, sends are taken, and nobody is there. Only Flatpak's own file tells. */
static gboolean
is_cut_off (GKeyFile *info)
{
  g_auto (GStrv) shared = g_key_file_get_string_list (info, "Context", "shared", NULL, NULL);

  return shared == NULL || !g_strv_contains ((const char *const *) shared, "network");
}

/**
 * gc_sandbox_dup_remedy:
 * @info: `GC_SANDBOX_INFO`, or a file like it
 *
 * Returns: (transfer full) (nullable): the command that lets a Flatpak use the network, if this
 *   is one that may not
 */
char *
gc_sandbox_dup_remedy (const char *info)
{
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  g_autofree char *id = NULL;

  g_return_val_if_fail (info != NULL, NULL);

  if (!g_key_file_load_from_file (key_file, info, G_KEY_FILE_NONE, NULL) ||
      !is_cut_off (key_file))
    return NULL;

  id = g_key_file_get_string (key_file, "Application", "name", NULL);
  return g_strdup_printf ("flatpak override --user --share=network %s",
                          id != NULL ? id : APPLICATION_ID);
}

/**
 * gc_sandbox_check_network:
 * @info: `GC_SANDBOX_INFO`, or a file like it
 * @error: `G_IO_ERROR_NETWORK_UNREACHABLE`, and what to do about it
 *
 * Returns: whether this program may use the network
 */
gboolean
gc_sandbox_check_network (const char  *info,
                          GError     **error)
{
  g_autofree char *remedy = gc_sandbox_dup_remedy (info);

  if (remedy == NULL)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE,
               /* Translators: %s is a command. */
               _("No network: this Flatpak may not use it, and nobody outside it hears or is "
                 "heard; allow it with “%s”"), remedy);
  return FALSE;
}
