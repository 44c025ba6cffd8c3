/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-compat.h"
#include "gc-rate-graph.h"

#define HEIGHT 18

/**
 * GcRateGraph:
 *
 * How many messages came in each of the last two minutes' seconds, the newest at the end. The
 * highest bar is as high as there is room; whatever came can be seen.
 */
struct _GcRateGraph
{
  GtkWidget     parent_instance;

  GcStatistics *statistics;     /* (nullable) */
};

G_DEFINE_FINAL_TYPE (GcRateGraph, gc_rate_graph, GTK_TYPE_WIDGET)

enum
{
  PROP_STATISTICS = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
gc_rate_graph_set_statistics (GcRateGraph  *self,
                              GcStatistics *statistics)
{
  if (self->statistics == statistics)
    return;

  if (self->statistics != NULL)
    g_signal_handlers_disconnect_by_func (self->statistics, gtk_widget_queue_draw, self);
  g_set_object (&self->statistics, statistics);
  if (statistics != NULL)
    g_signal_connect_object (statistics, "refreshed", G_CALLBACK (gtk_widget_queue_draw), self,
                             G_CONNECT_SWAPPED);

  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATISTICS]);
}

static void
gc_rate_graph_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? GC_STATISTICS_SECONDS / 3 : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? GC_STATISTICS_SECONDS / 2 : HEIGHT;
}

static void
gc_rate_graph_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  GcRateGraph *self = GC_RATE_GRAPH (widget);
  float width = gtk_widget_get_width (widget) / (float) GC_STATISTICS_SECONDS;
  float height = gtk_widget_get_height (widget);
  gboolean is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  guint history[GC_STATISTICS_SECONDS];
  guint most = self->statistics != NULL ? gc_statistics_get_history (self->statistics, history) : 0;
  GdkRGBA colour;

  gc_compat_get_color (widget, &colour);
  for (guint i = 0; most > 0 && i < GC_STATISTICS_SECONDS; i++)
    {
      float bar = history[i] > 0 ? MAX (1, height * history[i] / most) : 0;
      guint place = is_mirrored ? GC_STATISTICS_SECONDS - 1 - i : i;

      if (bar > 0)
        gtk_snapshot_append_color (snapshot, &colour,
                                   &GRAPHENE_RECT_INIT (place * width, height - bar, width, bar));
    }
}

static void
gc_rate_graph_dispose (GObject *object)
{
  gc_rate_graph_set_statistics (GC_RATE_GRAPH (object), NULL);

  G_OBJECT_CLASS (gc_rate_graph_parent_class)->dispose (object);
}

static void
gc_rate_graph_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  GcRateGraph *self = GC_RATE_GRAPH (object);

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
gc_rate_graph_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  GcRateGraph *self = GC_RATE_GRAPH (object);

  switch (prop_id)
    {
    case PROP_STATISTICS:
      gc_rate_graph_set_statistics (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_rate_graph_class_init (GcRateGraphClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gc_rate_graph_dispose;
  object_class->get_property = gc_rate_graph_get_property;
  object_class->set_property = gc_rate_graph_set_property;
  widget_class->measure = gc_rate_graph_measure;
  widget_class->snapshot = gc_rate_graph_snapshot;

  properties[PROP_STATISTICS] =
    g_param_spec_object ("statistics", NULL, NULL, GC_TYPE_STATISTICS,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "rategraph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
gc_rate_graph_init (GcRateGraph *self)
{
}
