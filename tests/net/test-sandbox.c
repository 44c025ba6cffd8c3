/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-sandbox.h"

#include <glib/gstdio.h>

/* Asserts what is made of a file of that content. */
static void
check (const char *content,
       const char *remedy)
{
  g_autofree char *path = NULL;
  g_autofree char *command = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp (NULL, &path, &error);
  gboolean has_network;

  g_assert_no_error (error);
  close (fd);
  g_assert_true (g_file_set_contents (path, content, -1, &error));
  g_assert_no_error (error);

  command = gc_sandbox_dup_remedy (path);
  g_assert_cmpstr (command, ==, remedy);

  has_network = gc_sandbox_check_network (path, &error);
  g_assert_true (has_network == (remedy == NULL));
  if (has_network)
    {
      g_assert_no_error (error);
    }
  else
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE);
      g_assert_nonnull (strstr (error->message, "No network"));
      g_assert_nonnull (strstr (error->message, remedy));
    }

  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_shared (void)
{
  check ("[Application]\nname=org.example.App\n\n[Context]\nshared=network;ipc;\n", NULL);
  check ("[Context]\nshared=ipc;network;\n", NULL);
}

static void
test_not_shared (void)
{
  check ("[Application]\nname=org.example.App\n\n[Context]\nshared=ipc;\n",
         "flatpak override --user --share=network org.example.App");
  check ("[Application]\nname=org.example.App\n",
         "flatpak override --user --share=network org.example.App");
  check ("[Context]\nshared=\n", "flatpak override --user --share=network " APPLICATION_ID);
}

/* Outside of a sandbox, and in one that cannot be told, the network is what it is. */
static void
test_no_sandbox (void)
{
  g_autofree char *command = gc_sandbox_dup_remedy ("/nonexistent/info");
  g_autoptr (GError) error = NULL;

  g_assert_null (command);
  g_assert_true (gc_sandbox_check_network ("/nonexistent/info", &error));
  g_assert_no_error (error);

  check ("this is no key file", NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/sandbox/shared", test_shared);
  g_test_add_func ("/net/sandbox/not-shared", test_not_shared);
  g_test_add_func ("/net/sandbox/no-sandbox", test_no_sandbox);

  return g_test_run ();
}
