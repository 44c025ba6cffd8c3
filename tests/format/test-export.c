/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-export.h"
#include "gc-test-record.h"
#include "gc-test-utils.h"

#include <glib/gstdio.h>

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

/* A group that has received something, and a folder to write to. */
typedef struct
{
  GcGroup *group;
  char    *folder;
  GFile   *file;
} Fixture;

/* Each message is its number. */
static void
receive (GcGroup *group,
         guint    n)
{
  g_autoptr (GPtrArray) batches =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gc_batch_unref);
  GcRecord record;

  gc_test_record_init (&record, "192.0.2.7", "239.255.0.1");
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);
      GcBatch *batch;

      if (i % 1000 == 0)
        g_ptr_array_add (batches, gc_batch_new ());
      batch = g_ptr_array_index (batches, batches->len - 1);
      record.size = strlen (text);
      gc_batch_append (batch, &record, text);
    }

  gc_message_log_append (gc_group_get_log (group), batches);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse ("239.255.0.1:5000", 0, &error);

  g_assert_no_error (error);
  fixture->group = gc_group_new (endpoint);
  receive (fixture->group, GPOINTER_TO_UINT (data));

  fixture->folder = g_dir_make_tmp (NULL, &error);
  g_assert_no_error (error);
  fixture->file = g_file_new_build_filename (fixture->folder, "out.txt", NULL);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_unlink (g_file_peek_path (fixture->file));
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_object_unref (fixture->file);
  g_free (fixture->folder);
  g_assert_finalize_object (fixture->group);
}

static void
take_result (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
export (Fixture       *fixture,
        GcFormat       format,
        GCancellable  *cancellable,
        guint64       *n_messages,
        GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  gc_export_async (fixture->group, fixture->file, format, cancellable, take_result, &result);
  gc_test_wait_until (result != NULL);
  return gc_export_finish (result, n_messages, error);
}

static char *
read_file (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *content;

  g_file_get_contents (g_file_peek_path (fixture->file), &content, NULL, &error);
  g_assert_no_error (error);
  return content;
}

static void
test_formats (Fixture       *fixture,
              gconstpointer  data)
{
  for (GcFormat format = GC_FORMAT_TEXT; format <= GC_FORMAT_HEX; format++)
    {
      g_autoptr (GString) expected = g_string_new (NULL);
      g_autofree char *content = NULL;
      g_autoptr (GError) error = NULL;
      GcRecord record;
      guint64 n_messages;

      g_assert_true (export (fixture, format, NULL, &n_messages, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (n_messages, ==, 2);

      gc_test_record_init (&record, "192.0.2.7", "239.255.0.1");
      record.size = 1;
      gc_format_append_header (format, expected);
      gc_format_append_record (format, expected, &record, (const guint8 *) "0", 5000, NULL);
      gc_format_append_record (format, expected, &record, (const guint8 *) "1", 5000, NULL);
      content = read_file (fixture);
      g_assert_cmpstr (content, ==, expected->str);
    }
}

/* More than is put together at a time, and what comes in the meantime is not in it. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  guint64 n_messages;

  gc_export_async (fixture->group, fixture->file, GC_FORMAT_TEXT, NULL, take_result, &result);
  receive (fixture->group, 1500);
  gc_test_wait_until (result != NULL);
  g_assert_true (gc_export_finish (result, &n_messages, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_messages, ==, 20000);

  content = read_file (fixture);
  lines = g_strsplit (content, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 20001);
  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *end = g_strdup_printf (" %u", i);

      g_assert_true (g_str_has_suffix (lines[i], end));
    }
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  guint64 n_messages;

  g_assert_true (g_file_set_contents (g_file_peek_path (fixture->file), "old", -1, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_false (export (fixture, GC_FORMAT_TEXT, cancellable, &n_messages, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  content = read_file (fixture);
  g_assert_cmpstr (content, ==, "old");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
test_no_folder (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  guint64 n_messages;

  g_object_unref (fixture->file);
  fixture->file = g_file_new_build_filename (fixture->folder, "missing", "out.txt", NULL);
  g_assert_false (export (fixture, GC_FORMAT_TEXT, NULL, &n_messages, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_true (g_str_has_prefix (error->message, "Cannot write to out.txt: "));
}

/* There is room for a part of it, as on a full disk. */
static void
test_no_room (Fixture       *fixture,
              gconstpointer  data)
{
  struct rlimit limit;
  struct rlimit little;
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  guint64 n_messages;

  g_assert_true (g_file_set_contents (g_file_peek_path (fixture->file), "old", -1, NULL));
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  little = (struct rlimit) { .rlim_cur = 100000, .rlim_max = limit.rlim_max };
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &little), ==, 0);

  g_assert_false (export (fixture, GC_FORMAT_TEXT, NULL, &n_messages, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, "Cannot write to out.txt: "));

  content = read_file (fixture);
  g_assert_cmpstr (content, ==, "old");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
add (const char *path,
     guint       n_messages,
     void      (*test) (Fixture       *fixture,
                        gconstpointer  data))
{
  g_test_add (path, Fixture, GUINT_TO_POINTER (n_messages), set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/format/export/formats", 2, test_formats);
  add ("/format/export/many", 20000, test_many);
  add ("/format/export/cancel", 20000, test_cancel);
  add ("/format/export/no-folder", 1, test_no_folder);
  add ("/format/export/no-room", 20000, test_no_room);

  return g_test_run ();
}
