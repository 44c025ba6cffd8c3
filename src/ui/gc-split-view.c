/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-compat.h"
#include "gc-split-view.h"

/**
 * GcSplitView:
 *
 * A sidebar beside the content or, where there is no room for both, over it: what the toolkit
 * has for this, under a name that `.ui` files can use with any version of it.
 */
struct _GcSplitView
{
  GtkWidget  parent_instance;

  GtkWidget *view;
  gboolean   show_sidebar;
  gboolean   collapsed;
};

G_DEFINE_FINAL_TYPE (GcSplitView, gc_split_view, GTK_TYPE_WIDGET)

enum
{
  PROP_COLLAPSED = 1,
  PROP_CONTENT,
  PROP_SHOW_SIDEBAR,
  PROP_SIDEBAR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
gc_split_view_set_flag (GcSplitView *self,
                        gboolean    *flag,
                        gboolean     value,
                        guint        prop_id)
{
  if (*flag == !!value)
    return;

  *flag = !!value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static void
gc_split_view_dispose (GObject *object)
{
  GcSplitView *self = GC_SPLIT_VIEW (object);

  g_clear_pointer (&self->view, gtk_widget_unparent);

  G_OBJECT_CLASS (gc_split_view_parent_class)->dispose (object);
}

static void
gc_split_view_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  GcSplitView *self = GC_SPLIT_VIEW (object);

  switch (prop_id)
    {
    case PROP_COLLAPSED:
      g_value_set_boolean (value, self->collapsed);
      break;
    case PROP_SHOW_SIDEBAR:
      g_value_set_boolean (value, self->show_sidebar);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_split_view_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  GcSplitView *self = GC_SPLIT_VIEW (object);

  switch (prop_id)
    {
    case PROP_COLLAPSED:
      gc_split_view_set_flag (self, &self->collapsed, g_value_get_boolean (value), prop_id);
      break;
    case PROP_CONTENT:
      gc_compat_split_view_set_content (self->view, g_value_get_object (value));
      break;
    case PROP_SHOW_SIDEBAR:
      gc_split_view_set_flag (self, &self->show_sidebar, g_value_get_boolean (value), prop_id);
      break;
    case PROP_SIDEBAR:
      gc_compat_split_view_set_sidebar (self->view, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_split_view_class_init (GcSplitViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readwrite = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags writable = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = gc_split_view_dispose;
  object_class->get_property = gc_split_view_get_property;
  object_class->set_property = gc_split_view_set_property;

  properties[PROP_COLLAPSED] =
    g_param_spec_boolean ("collapsed", NULL, NULL, FALSE, readwrite);
  properties[PROP_CONTENT] =
    g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, writable);
  properties[PROP_SHOW_SIDEBAR] =
    g_param_spec_boolean ("show-sidebar", NULL, NULL, FALSE, readwrite);
  properties[PROP_SIDEBAR] =
    g_param_spec_object ("sidebar", NULL, NULL, GTK_TYPE_WIDGET, writable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
gc_split_view_init (GcSplitView *self)
{
  self->view = gc_compat_split_view_new ();
  gtk_widget_set_parent (self->view, GTK_WIDGET (self));
  gc_compat_split_view_bind (self->view, self, "show-sidebar", "collapsed");
}

/**
 * gc_split_view_is_collapsed:
 * @self: a split view
 *
 * Returns: whether there is no room for the sidebar beside the content
 */
gboolean
gc_split_view_is_collapsed (GcSplitView *self)
{
  g_return_val_if_fail (GC_IS_SPLIT_VIEW (self), FALSE);

  return self->collapsed;
}
