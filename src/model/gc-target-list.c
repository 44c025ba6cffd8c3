/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-target-list.h"

/**
 * GcTargetList:
 *
 * The targets of the sender, each once, in the order in which they were added. Main thread
 * only.
 */
struct _GcTargetList
{
  GObject    parent_instance;

  GPtrArray *targets;
};

static GType
gc_target_list_get_item_type (GListModel *model)
{
  return GC_TYPE_TARGET;
}

static guint
gc_target_list_get_n_items (GListModel *model)
{
  return GC_TARGET_LIST (model)->targets->len;
}

static gpointer
gc_target_list_get_item (GListModel *model,
                         guint       position)
{
  GcTargetList *self = GC_TARGET_LIST (model);

  return position < self->targets->len
           ? g_object_ref (g_ptr_array_index (self->targets, position))
           : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = gc_target_list_get_item_type;
  iface->get_n_items = gc_target_list_get_n_items;
  iface->get_item = gc_target_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GcTargetList, gc_target_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

enum
{
  PROP_N_ENABLED = 1,
  PROP_N_ITEMS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static guint
gc_target_list_count_enabled (GcTargetList *self)
{
  guint n = 0;

  for (guint i = 0; i < self->targets->len; i++)
    if (gc_target_is_enabled (g_ptr_array_index (self->targets, i)))
      n++;

  return n;
}

static void
gc_target_list_enabled_cb (GcTargetList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ENABLED]);
}

static void
gc_target_list_changed (GcTargetList *self,
                        guint         position,
                        guint         removed,
                        guint         added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ENABLED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
gc_target_list_finalize (GObject *object)
{
  GcTargetList *self = GC_TARGET_LIST (object);

  g_ptr_array_unref (self->targets);

  G_OBJECT_CLASS (gc_target_list_parent_class)->finalize (object);
}

static void
gc_target_list_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  GcTargetList *self = GC_TARGET_LIST (object);

  switch (prop_id)
    {
    case PROP_N_ENABLED:
      g_value_set_uint (value, gc_target_list_count_enabled (self));
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->targets->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_target_list_class_init (GcTargetListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = gc_target_list_finalize;
  object_class->get_property = gc_target_list_get_property;

  properties[PROP_N_ENABLED] =
    g_param_spec_uint ("n-enabled", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_N_ITEMS] =
    g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
gc_target_list_init (GcTargetList *self)
{
  self->targets = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * gc_target_list_new:
 *
 * Returns: (transfer full): an empty list
 */
GcTargetList *
gc_target_list_new (void)
{
  return g_object_new (GC_TYPE_TARGET_LIST, NULL);
}

/**
 * gc_target_list_find:
 * @self: a list
 * @endpoint: a group
 *
 * Returns: (transfer none) (nullable): the target with that group
 */
GcTarget *
gc_target_list_find (GcTargetList *self,
                     GcEndpoint   *endpoint)
{
  g_return_val_if_fail (GC_IS_TARGET_LIST (self), NULL);

  for (guint i = 0; i < self->targets->len; i++)
    {
      GcTarget *target = g_ptr_array_index (self->targets, i);

      if (gc_endpoint_equal (gc_target_get_endpoint (target), endpoint))
        return target;
    }

  return NULL;
}

/**
 * gc_target_list_add:
 * @self: a list
 * @endpoint: a group
 *
 * Returns: whether it was added; %FALSE if it was there already
 */
gboolean
gc_target_list_add (GcTargetList *self,
                    GcEndpoint   *endpoint)
{
  GcTarget *target;

  g_return_val_if_fail (GC_IS_TARGET_LIST (self), FALSE);

  if (gc_target_list_find (self, endpoint) != NULL)
    return FALSE;

  target = gc_target_new (endpoint);
  g_signal_connect_object (target, "notify::enabled",
                           G_CALLBACK (gc_target_list_enabled_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->targets, target);
  gc_target_list_changed (self, self->targets->len - 1, 0, 1);

  return TRUE;
}

/**
 * gc_target_list_add_text:
 * @self: a list
 * @text: any number of groups, as people paste them
 * @default_port: the port of those that have none, 0 if they must have one
 * @n_added: (out): how many were added
 * @n_duplicates: (out): how many were there already
 * @error: (out): what is wrong with the first that is not valid
 *
 * Adds what is valid and gives back the rest.
 *
 * Returns: (transfer full): the pieces that are not valid, with spaces between them; empty if
 *   all are, and only then no error is set
 */
char *
gc_target_list_add_text (GcTargetList  *self,
                         const char    *text,
                         guint16        default_port,
                         guint         *n_added,
                         guint         *n_duplicates,
                         GError       **error)
{
  char *rest = NULL;
  g_autoptr (GPtrArray) endpoints = gc_endpoint_parse_all (text, default_port, &rest, error);

  *n_added = 0;
  *n_duplicates = 0;

  for (guint i = 0; i < endpoints->len; i++)
    if (gc_target_list_add (self, g_ptr_array_index (endpoints, i)))
      (*n_added)++;
    else
      (*n_duplicates)++;

  return rest;
}

/**
 * gc_target_list_remove:
 * @self: a list
 * @target: one of its targets
 */
void
gc_target_list_remove (GcTargetList *self,
                       GcTarget     *target)
{
  guint position;

  g_return_if_fail (GC_IS_TARGET_LIST (self));

  if (!g_ptr_array_find (self->targets, target, &position))
    return;

  g_signal_handlers_disconnect_by_func (target, gc_target_list_enabled_cb, self);
  g_ptr_array_remove_index (self->targets, position);
  gc_target_list_changed (self, position, 1, 0);
}

/**
 * gc_target_list_dup_enabled:
 * @self: a list
 *
 * Returns: (transfer full) (element-type GcTarget): the targets that messages go to
 */
GPtrArray *
gc_target_list_dup_enabled (GcTargetList *self)
{
  g_autoptr (GPtrArray) enabled = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (GC_IS_TARGET_LIST (self), NULL);

  for (guint i = 0; i < self->targets->len; i++)
    if (gc_target_is_enabled (g_ptr_array_index (self->targets, i)))
      g_ptr_array_add (enabled, g_object_ref (g_ptr_array_index (self->targets, i)));

  return g_steal_pointer (&enabled);
}
