/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-payload.h"
#include "gc-send-job.h"
#include "gc-transmitter.h"

/**
 * GcSendJob:
 *
 * One message to many targets: fills it in for each, sends in a thread, and tells each target
 * what became of it. Main thread only, but for the sending.
 */
struct _GcSendJob
{
  GObject          parent_instance;

  GcSourceAddress *source;
  GPtrArray       *targets;             /* of GcTarget; until it has finished */
  GPtrArray       *transmissions;       /* of GcTransmission, one for each target */
  guint            n_sent;
  guint            n_failed;
};

G_DEFINE_FINAL_TYPE (GcSendJob, gc_send_job, G_TYPE_OBJECT)

static void
gc_send_job_finalize (GObject *object)
{
  GcSendJob *self = GC_SEND_JOB (object);

  g_clear_pointer (&self->source, gc_source_address_free);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_clear_pointer (&self->transmissions, g_ptr_array_unref);

  G_OBJECT_CLASS (gc_send_job_parent_class)->finalize (object);
}

static void
gc_send_job_class_init (GcSendJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = gc_send_job_finalize;
}

static void
gc_send_job_init (GcSendJob *self)
{
  self->transmissions = g_ptr_array_new_with_free_func ((GDestroyNotify) gc_transmission_free);
}

/* What the thread works with: nothing that the main thread looks at in the meantime. */
typedef struct
{
  GcSourceAddress *source;
  GPtrArray       *transmissions;
} Work;

static void
work_free (Work *work)
{
  gc_source_address_free (work->source);
  g_ptr_array_unref (work->transmissions);
  g_free (work);
}

static void
gc_send_job_run_in_thread (GTask        *task,
                           gpointer      source_object,
                           gpointer      task_data,
                           GCancellable *cancellable)
{
  Work *work = task_data;
  g_autoptr (GcTransmitter) transmitter = gc_transmitter_new (work->source, GC_TTL_DEFAULT);
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  if (gc_transmitter_send (transmitter, work->transmissions, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * gc_send_job_new:
 * @source: where to send from
 * @targets: (element-type GcTarget): where to
 * @text: the message, as gc_payload_from_text() takes it
 *
 * Returns: (transfer full): a job, to be run once
 */
GcSendJob *
gc_send_job_new (GcSourceAddress *source,
                 GPtrArray       *targets,
                 const char      *text)
{
  GcSendJob *self = g_object_new (GC_TYPE_SEND_JOB, NULL);

  self->source = gc_source_address_copy (source);
  self->targets = g_ptr_array_ref (targets);

  for (guint i = 0; i < targets->len; i++)
    {
      GcEndpoint *endpoint = gc_target_get_endpoint (g_ptr_array_index (targets, i));
      g_autoptr (GBytes) payload = gc_payload_from_text (text, endpoint);

      g_ptr_array_add (self->transmissions, gc_transmission_new (endpoint, payload));
    }

  return self;
}

/**
 * gc_send_job_run_async:
 * @self: a job
 * @cancellable: (nullable): taken notice of before anything is sent
 * @callback: called when every target has been tried
 * @user_data: for @callback
 *
 * Sends the message to each target.
 */
void
gc_send_job_run_async (GcSendJob           *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Work *work;

  g_return_if_fail (GC_IS_SEND_JOB (self));

  task = g_task_new (self, cancellable, callback, user_data);
  work = g_new0 (Work, 1);
  work->source = gc_source_address_copy (self->source);
  work->transmissions = g_ptr_array_ref (self->transmissions);

  /* What has been sent cannot be taken back: the thread looks at it, once. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, gc_send_job_run_async);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, gc_send_job_run_in_thread);
}

/**
 * gc_send_job_run_finish:
 * @self: a job
 * @result: what the callback was given
 * @error: the source address cannot be used, or the job was cancelled
 *
 * Ends gc_send_job_run_async(). Each target has its result.
 *
 * Returns: %FALSE if nothing was sent at all; then no target has a result of this job
 */
gboolean
gc_send_job_run_finish (GcSendJob     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_autoptr (GPtrArray) targets = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  /* The thread may be the last to let go of the job; the targets are let go of here. */
  targets = g_steal_pointer (&self->targets);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  for (guint i = 0; i < targets->len; i++)
    {
      GcTarget *target = g_ptr_array_index (targets, i);
      GcTransmission *transmission = g_ptr_array_index (self->transmissions, i);

      if (transmission->error != NULL)
        {
          gc_target_set_failed (target, transmission->error);
          self->n_failed++;
        }
      else
        {
          gc_target_set_sent (target, g_bytes_get_size (transmission->payload),
                              transmission->interface);
          self->n_sent++;
        }
    }

  return TRUE;
}

/**
 * gc_send_job_get_n_sent:
 * @self: a job that has finished
 *
 * Returns: to how many targets the message was sent
 */
guint
gc_send_job_get_n_sent (GcSendJob *self)
{
  g_return_val_if_fail (GC_IS_SEND_JOB (self), 0);

  return self->n_sent;
}

/**
 * gc_send_job_get_n_failed:
 * @self: a job that has finished
 *
 * Returns: to how many targets it could not be sent
 */
guint
gc_send_job_get_n_failed (GcSendJob *self)
{
  g_return_val_if_fail (GC_IS_SEND_JOB (self), 0);

  return self->n_failed;
}
