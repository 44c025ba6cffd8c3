/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-closures.h"
#include "gc-rate-graph.h"
#include "gc-statistics-view.h"
#include "gc-widget.h"

/**
 * GcStatisticsView:
 *
 * How fast messages come, in a button with a graph; what it opens tells more, and who sends them.
 */
struct _GcStatisticsView
{
  GtkWidget     parent_instance;

  GcStatistics *statistics;     /* (nullable) */
};

G_DEFINE_FINAL_TYPE (GcStatisticsView, gc_statistics_view, GTK_TYPE_WIDGET)

enum
{
  PROP_STATISTICS = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
gc_statistics_view_dispose (GObject *object)
{
  GcStatisticsView *self = GC_STATISTICS_VIEW (object);

  gc_widget_dispose_template (GTK_WIDGET (self), GC_TYPE_STATISTICS_VIEW);
  g_clear_object (&self->statistics);

  G_OBJECT_CLASS (gc_statistics_view_parent_class)->dispose (object);
}

static void
gc_statistics_view_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  GcStatisticsView *self = GC_STATISTICS_VIEW (object);

  switch (prop_id)
    {
    case PROP_STATISTICS:
      g_value_set_object (value, self->statistics);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_statistics_view_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  GcStatisticsView *self = GC_STATISTICS_VIEW (object);

  switch (prop_id)
    {
    case PROP_STATISTICS:
      if (g_set_object (&self->statistics, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_statistics_view_class_init (GcStatisticsViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gc_statistics_view_dispose;
  object_class->get_property = gc_statistics_view_get_property;
  object_class->set_property = gc_statistics_view_set_property;

  properties[PROP_STATISTICS] =
    g_param_spec_object ("statistics", NULL, NULL, GC_TYPE_STATISTICS,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (GC_TYPE_LANE);
  g_type_ensure (GC_TYPE_RATE_GRAPH);
  g_type_ensure (GC_TYPE_STATISTICS);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/gc-statistics-view.ui");
  gc_closures_bind (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
gc_statistics_view_init (GcStatisticsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
