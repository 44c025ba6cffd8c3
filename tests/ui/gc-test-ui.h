/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-application.h"
#include "gc-window.h"

#include "gc-test-find.h"
#include "gc-test-input.h"
#include "gc-test-net.h"
#include "gc-test-peer.h"
#include "gc-test-utils.h"

G_BEGIN_DECLS

/**
 * GcTestUi:
 * @application: the application, which runs
 * @window: (nullable): its window, which has the keyboard; %NULL once it is gone
 *
 * What every test here is given.
 */
typedef struct
{
  GcApplication *application;
  GcWindow      *window;
} GcTestUi;

void         gc_test_ui_init         (int           *argc,
                                      char        ***argv);
void         gc_test_ui_add          (const char    *path,
                                      void         (*function) (GcTestUi *ui));

void         gc_test_ui_settle       (void);
void         gc_test_ui_reopen       (GcTestUi      *ui);

GcGroupPage *gc_test_ui_join         (GcTestUi      *ui,
                                      const char    *format,
                                      ...) G_GNUC_PRINTF (2, 3);
guint        gc_test_ui_count_tabs   (GcTestUi      *ui);
GcGroupPage *gc_test_ui_find_page    (GcTestUi      *ui,
                                      const char    *format,
                                      ...) G_GNUC_PRINTF (2, 3);
GcGroupPage *gc_test_ui_get_selected (GcTestUi      *ui);
AdwTabPage  *gc_test_ui_get_tab      (GcTestUi      *ui,
                                      GcGroupPage   *page);
void         gc_test_ui_select       (GcTestUi      *ui,
                                      GcGroupPage   *page);
gboolean     gc_test_ui_has_focus    (GcTestUi      *ui,
                                      gpointer       widget);

void         gc_test_ui_fill         (GcTestUi      *ui,
                                      const char    *name,
                                      const char    *format,
                                      ...) G_GNUC_PRINTF (3, 4);
const char  *gc_test_ui_get_text     (GcTestUi      *ui,
                                      const char    *name);

guint        gc_test_count_members   (const char    *group);
GdkTexture  *gc_test_ui_take_picture (GcTestUi      *ui) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
