/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-target.h"

/**
 * GcTarget:
 *
 * Somewhere to send to, whether it is wanted, and what became of the last message. Main
 * thread only.
 */
struct _GcTarget
{
  GObject         parent_instance;

  GcEndpoint     *endpoint;
  gboolean        enabled;
  GcTargetResult  result;
  char           *error_message;        /* (nullable): if it failed */
  char           *interface_name;       /* (nullable): if it was sent */
  gsize           size;                 /* bytes, if it was sent */
};

G_DEFINE_FINAL_TYPE (GcTarget, gc_target, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (GcTargetResult, gc_target_result,
                    G_DEFINE_ENUM_VALUE (GC_TARGET_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (GC_TARGET_SENT, "sent"),
                    G_DEFINE_ENUM_VALUE (GC_TARGET_FAILED, "failed"))

enum
{
  PROP_ENABLED = 1,
  PROP_ENDPOINT,
  PROP_ERROR_MESSAGE,
  PROP_INTERFACE_NAME,
  PROP_NAME,
  PROP_RESULT,
  PROP_SIZE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
gc_target_finalize (GObject *object)
{
  GcTarget *self = GC_TARGET (object);

  g_clear_pointer (&self->endpoint, gc_endpoint_unref);
  g_free (self->error_message);
  g_free (self->interface_name);

  G_OBJECT_CLASS (gc_target_parent_class)->finalize (object);
}

static void
gc_target_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  GcTarget *self = GC_TARGET (object);

  switch (prop_id)
    {
    case PROP_ENABLED:
      g_value_set_boolean (value, self->enabled);
      break;
    case PROP_ENDPOINT:
      g_value_set_boxed (value, self->endpoint);
      break;
    case PROP_ERROR_MESSAGE:
      g_value_set_string (value, self->error_message);
      break;
    case PROP_INTERFACE_NAME:
      g_value_set_string (value, self->interface_name);
      break;
    case PROP_NAME:
      g_value_take_string (value, gc_endpoint_to_string (self->endpoint));
      break;
    case PROP_RESULT:
      g_value_set_enum (value, self->result);
      break;
    case PROP_SIZE:
      g_value_set_uint64 (value, self->size);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_target_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  GcTarget *self = GC_TARGET (object);

  switch (prop_id)
    {
    case PROP_ENABLED:
      gc_target_set_enabled (self, g_value_get_boolean (value));
      break;
    case PROP_ENDPOINT:
      self->endpoint = g_value_dup_boxed (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_target_class_init (GcTargetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = gc_target_finalize;
  object_class->get_property = gc_target_get_property;
  object_class->set_property = gc_target_set_property;

  properties[PROP_ENABLED] =
    g_param_spec_boolean ("enabled", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ENDPOINT] =
    g_param_spec_boxed ("endpoint", NULL, NULL, GC_TYPE_ENDPOINT,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR_MESSAGE] =
    g_param_spec_string ("error-message", NULL, NULL, NULL, readable);
  properties[PROP_INTERFACE_NAME] =
    g_param_spec_string ("interface-name", NULL, NULL, NULL, readable);
  properties[PROP_NAME] =
    g_param_spec_string ("name", NULL, NULL, NULL, readable);
  properties[PROP_RESULT] =
    g_param_spec_enum ("result", NULL, NULL, GC_TYPE_TARGET_RESULT, GC_TARGET_NONE, readable);
  properties[PROP_SIZE] =
    g_param_spec_uint64 ("size", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
gc_target_init (GcTarget *self)
{
  self->enabled = TRUE;
}

/**
 * gc_target_new:
 * @endpoint: a group
 *
 * Returns: (transfer full): an enabled target
 */
GcTarget *
gc_target_new (GcEndpoint *endpoint)
{
  g_return_val_if_fail (endpoint != NULL, NULL);

  return g_object_new (GC_TYPE_TARGET, "endpoint", endpoint, NULL);
}

/**
 * gc_target_get_endpoint:
 * @self: a target
 *
 * Returns: (transfer none): its group
 */
GcEndpoint *
gc_target_get_endpoint (GcTarget *self)
{
  g_return_val_if_fail (GC_IS_TARGET (self), NULL);

  return self->endpoint;
}

/**
 * gc_target_is_enabled:
 * @self: a target
 *
 * Returns: whether messages go to it
 */
gboolean
gc_target_is_enabled (GcTarget *self)
{
  g_return_val_if_fail (GC_IS_TARGET (self), FALSE);

  return self->enabled;
}

/**
 * gc_target_set_enabled:
 * @self: a target
 * @enabled: whether messages go to it
 */
void
gc_target_set_enabled (GcTarget *self,
                       gboolean  enabled)
{
  g_return_if_fail (GC_IS_TARGET (self));

  if (self->enabled == !!enabled)
    return;

  self->enabled = !!enabled;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENABLED]);
}

/**
 * gc_target_get_result:
 * @self: a target
 *
 * Returns: what became of the last message
 */
GcTargetResult
gc_target_get_result (GcTarget *self)
{
  g_return_val_if_fail (GC_IS_TARGET (self), GC_TARGET_NONE);

  return self->result;
}

/**
 * gc_target_get_error_message:
 * @self: a target
 *
 * Returns: (nullable): why the last message could not be sent
 */
const char *
gc_target_get_error_message (GcTarget *self)
{
  g_return_val_if_fail (GC_IS_TARGET (self), NULL);

  return self->error_message;
}

/**
 * gc_target_get_interface_name:
 * @self: a target
 *
 * Returns: (nullable): by which interface the last message left
 */
const char *
gc_target_get_interface_name (GcTarget *self)
{
  g_return_val_if_fail (GC_IS_TARGET (self), NULL);

  return self->interface_name;
}

/**
 * gc_target_get_size:
 * @self: a target
 *
 * Returns: how many bytes the last message had that was sent
 */
gsize
gc_target_get_size (GcTarget *self)
{
  g_return_val_if_fail (GC_IS_TARGET (self), 0);

  return self->size;
}

/* The result comes last, so that whoever watches it finds the rest in place. */
static void
gc_target_set_outcome (GcTarget       *self,
                       GcTargetResult  result,
                       const char     *error_message,
                       const char     *interface_name,
                       gsize           size)
{
  g_object_freeze_notify (G_OBJECT (self));

  if (g_strcmp0 (self->error_message, error_message) != 0)
    {
      g_free (self->error_message);
      self->error_message = g_strdup (error_message);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR_MESSAGE]);
    }
  if (g_strcmp0 (self->interface_name, interface_name) != 0)
    {
      g_free (self->interface_name);
      self->interface_name = g_strdup (interface_name);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INTERFACE_NAME]);
    }
  if (self->size != size)
    {
      self->size = size;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIZE]);
    }
  if (self->result != result)
    {
      self->result = result;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESULT]);
    }

  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * gc_target_set_sent:
 * @self: a target
 * @size: how many bytes
 * @interface_name: by which interface
 *
 * Notes that a message left for it.
 */
void
gc_target_set_sent (GcTarget   *self,
                    gsize       size,
                    const char *interface_name)
{
  g_return_if_fail (GC_IS_TARGET (self));

  gc_target_set_outcome (self, GC_TARGET_SENT, NULL, interface_name, size);
}

/**
 * gc_target_set_failed:
 * @self: a target
 * @error: why
 *
 * Notes that a message could not be sent to it.
 */
void
gc_target_set_failed (GcTarget     *self,
                      const GError *error)
{
  g_return_if_fail (GC_IS_TARGET (self));

  gc_target_set_outcome (self, GC_TARGET_FAILED, error->message, NULL, 0);
}
