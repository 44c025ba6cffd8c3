/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-address.h"
#include "gc-error.h"

#include <glib/gi18n-lib.h>

/**
 * gc_address_parse:
 * @text: an IPv4 or IPv6 address, without brackets or interface
 * @error: `GC_ERROR_ADDRESS`
 *
 * Reads an address. Names are not looked up.
 *
 * Returns: (transfer full) (nullable): the address
 */
GInetAddress *
gc_address_parse (const char  *text,
                  GError     **error)
{
  GInetAddress *address = g_inet_address_new_from_string (text);

  if (address == NULL)
    g_set_error (error, GC_ERROR, GC_ERROR_ADDRESS, _("%s is not an address"),
                 *text != '\0' ? text : "“”");

  return address;
}

/**
 * gc_port_parse:
 * @text: digits
 * @lowest: 1, or 0 where the system may choose
 * @port: (out): the port
 * @error: `GC_ERROR_PORT`
 *
 * Reads a UDP port.
 */
gboolean
gc_port_parse (const char  *text,
               guint16      lowest,
               guint16     *port,
               GError     **error)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, lowest, G_MAXUINT16, &value, NULL))
    {
      if (*text == '\0')
        g_set_error_literal (error, GC_ERROR, GC_ERROR_PORT,
                             _("The port is missing after the colon"));
      else
        g_set_error (error, GC_ERROR, GC_ERROR_PORT,
                     _("%s is not a port: ports run from 1 to 65535"), text);
      return FALSE;
    }

  *port = value;
  return TRUE;
}
