/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-message-matches.h"
#include "gc-test-driver.h"
#include "gc-test-stamp.h"

#include <string.h>

/* Tells from a stamp what a filter should find. */
typedef gboolean (*WantedFunc) (guint32     stamp,
                                const char *argument);

static gboolean
is_any (guint32     stamp,
        const char *argument)
{
  return TRUE;
}

/* Whether one of the characters is in the payload. */
static gboolean
has_one_of (guint32     stamp,
            const char *argument)
{
  gsize size;
  const guint8 *payload = gc_test_stamp_get_payload (stamp, &size);

  for (; *argument != '\0'; argument++)
    if (size > 0 && memchr (payload, *argument, size) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
is_from (guint32     stamp,
         const char *argument)
{
  const guint8 *bytes = (const guint8 *) &stamp;
  char source[32];

  g_snprintf (source, sizeof source, "%u.%u.%u.%u:%u", bytes[0], bytes[1], bytes[2], bytes[3],
              stamp & G_MAXUINT16);
  return strstr (source, argument) != NULL;
}

/* The last tries some thousands of ways at the beginning of each message that all come to nothing:
 * a search of some hundreds of messages takes more than one slice. */
static const struct
{
  const char *text;
  WantedFunc  is_wanted;
  const char *argument;
} filters[] = {
  { "", is_any, NULL },
  { "7", has_one_of, "7" },
  { "e", has_one_of, "eE" },
  { "hex:9c", has_one_of, "\x9c" },
  { "/[0-3]/", has_one_of, "0123" },
  { "from::5", is_from, ":5" },
  { "from:7.1", is_from, "7.1" },
  { "/^(?:|){14}(*FAIL)|[4-9]/", has_one_of, "456789" },
};

/* A driven log, its matches, and the serial numbers that should be among these: all in order, of
 * which those before @first_wanted have gone. */
typedef struct
{
  GcTestDriver              driver;
  GcMessageMatches         *matches;
  GListModel               *model;
  GcTestListModelValidator *validator;

  int                       filter;     /* -1: none */
  GArray                   *wanted;
  guint                     first_wanted;
  guint64                   first;      /* serial numbers: of the messages that @wanted is of */
  guint64                   end;
} Fixture;

static void
fixture_init (Fixture *fixture)
{
  gc_test_driver_init (&fixture->driver);
  fixture->matches = gc_message_matches_new ();
  fixture->model = G_LIST_MODEL (fixture->matches);
  gc_message_matches_set_log (fixture->matches, fixture->driver.watched.log);
  fixture->validator = gc_test_list_model_validator_new (fixture->model);
  gc_test_list_model_validator_set_n_samples (fixture->validator, 8);
  fixture->filter = -1;
  fixture->wanted = g_array_new (FALSE, FALSE, sizeof (guint64));
  fixture->first_wanted = 0;
  fixture->first = 0;
  fixture->end = 0;
}

static void
fixture_clear (Fixture *fixture)
{
  gc_test_list_model_validator_check (fixture->validator);
  gc_test_list_model_validator_free (fixture->validator);
  g_assert_finalize_object (fixture->matches);
  g_array_unref (fixture->wanted);
  gc_test_driver_clear (&fixture->driver);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static gboolean
is_wanted (Fixture *fixture,
           guint64  serial)
{
  if (fixture->filter < 0)
    return TRUE;

  return filters[fixture->filter].is_wanted (gc_test_driver_get_stamp (&fixture->driver, serial),
                                             filters[fixture->filter].argument);
}

static void
forget_wanted (Fixture *fixture)
{
  g_array_set_size (fixture->wanted, 0);
  fixture->first_wanted = 0;
  fixture->first = gc_test_driver_get_first_serial (&fixture->driver);
  fixture->end = fixture->first;
}

/* After the log has changed. */
static void
update_wanted (Fixture *fixture)
{
  guint64 first = gc_test_driver_get_first_serial (&fixture->driver);
  guint64 end = first + gc_test_driver_get_length (&fixture->driver);

  /* Some have come back, or none is left of those that were there. */
  if (first < fixture->first || first >= fixture->end)
    forget_wanted (fixture);

  while (fixture->first_wanted < fixture->wanted->len &&
         g_array_index (fixture->wanted, guint64, fixture->first_wanted) < first)
    fixture->first_wanted++;
  fixture->first = first;

  for (; fixture->end < end; fixture->end++)
    if (is_wanted (fixture, fixture->end))
      g_array_append_val (fixture->wanted, fixture->end);
}

static void
set_filter (Fixture *fixture)
{
  g_autoptr (GcMessageFilter) filter = NULL;

  fixture->filter = g_test_rand_int_range (-1, G_N_ELEMENTS (filters));
  if (fixture->filter >= 0)
    filter = gc_message_filter_parse (filters[fixture->filter].text, NULL);

  gc_message_matches_set_filter (fixture->matches, filter);
  forget_wanted (fixture);
}

/* For a moment it has none. */
static void
set_log (Fixture *fixture)
{
  gc_message_matches_set_log (fixture->matches, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (fixture->model), ==, 0);
  g_assert_false (gc_message_matches_is_searching (fixture->matches));
  gc_message_matches_set_log (fixture->matches, fixture->driver.watched.log);
}

static void
finish_search (Fixture *fixture)
{
  while (gc_message_matches_is_searching (fixture->matches))
    g_main_context_iteration (NULL, TRUE);
}

static void
step (Fixture *fixture)
{
  guint dice = g_test_rand_int_range (0, 1000);

  if (dice < 20)
    set_filter (fixture);
  else if (dice < 22)
    set_log (fixture);
  else if (dice < 40)
    finish_search (fixture);
  else if (dice < 150)
    g_main_context_iteration (NULL, FALSE);
  else if (dice < 200)
    gc_test_driver_hold (&fixture->driver, fixture->model);
  else
    gc_test_driver_step (&fixture->driver);
}

static int
compare_serials (gconstpointer a,
                 gconstpointer b)
{
  guint64 first = *(const guint64 *) a;
  guint64 second = *(const guint64 *) b;

  return first < second ? -1 : first > second;
}

static guint64
get_wanted (const Fixture *fixture,
            guint          i)
{
  return g_array_index (fixture->wanted, guint64, i);
}

/* Where those that have been found begin in @wanted. */
static guint
find_start (Fixture *fixture)
{
  g_autoptr (GcMessage) first = g_list_model_get_item (fixture->model, 0);
  guint64 serial;
  guint start;

  if (first == NULL || !gc_message_matches_is_searching (fixture->matches))
    return fixture->first_wanted;

  serial = gc_message_get_serial (first);
  g_assert_true (g_array_binary_search (fixture->wanted, &serial, compare_serials, &start));
  g_assert_cmpuint (start, >=, fixture->first_wanted);
  return start;
}

static void
check_row (Fixture *fixture,
           guint    position,
           guint64  serial)
{
  guint found;

  gc_test_log_assert_rows (fixture->model, position, serial,
                           gc_test_driver_get_stamp (&fixture->driver, serial), 1);
  g_assert_cmpuint (gc_message_matches_translate (fixture->matches, position), ==,
                    serial - fixture->first);
  g_assert_true (gc_message_matches_find (fixture->matches, serial, &found));
  g_assert_cmpuint (found, ==, position);
}

/* A message is among them if it is wanted and has been looked at. */
static void
check_find (Fixture *fixture,
            guint    start,
            guint    n)
{
  guint64 serial = fixture->first + g_test_rand_int_range (-5, fixture->end - fixture->first + 5);
  gboolean is_found = FALSE;
  guint i, position;

  if (g_array_binary_search (fixture->wanted, &serial, compare_serials, &i))
    is_found = i >= start && i < start + n;
  g_assert_true (gc_message_matches_find (fixture->matches, serial, &position) == is_found);
}

/* While it searches, what has been found has no gaps; afterwards, it is all. */
static void
check (Fixture *fixture)
{
  guint n = g_list_model_get_n_items (fixture->model);
  guint start = find_start (fixture);

  if (gc_message_matches_is_searching (fixture->matches))
    g_assert_cmpuint (n, <=, fixture->wanted->len - start);
  else
    g_assert_cmpuint (n, ==, fixture->wanted->len - start);

  for (guint i = 0; i < 5 && n > 0; i++)
    {
      guint position = i < 2 ? i * (n - 1) : (guint) g_test_rand_int_range (0, n);

      check_row (fixture, position, get_wanted (fixture, start + position));
    }

  check_find (fixture, start, n);
  g_assert_true (gc_message_matches_has_found_none (fixture->matches) ==
                 (fixture->filter >= 0 && n == 0 &&
                  !gc_message_matches_is_searching (fixture->matches)));
}

static void
test_random (void)
{
  g_auto (Fixture) fixture = { { { NULL, }, }, };
  guint n_steps = gc_test_driver_get_n_steps ();
  guint n_searching = 0;

  fixture_init (&fixture);
  for (guint i = 0; i < n_steps; i++)
    {
      step (&fixture);
      update_wanted (&fixture);
      gc_test_driver_check (&fixture.driver);
      check (&fixture);
      if (gc_message_matches_is_searching (fixture.matches))
        n_searching++;
    }

  g_test_message ("searching after %u steps of %u", n_searching, n_steps);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/message-matches/random", test_random);

  return g_test_run ();
}
