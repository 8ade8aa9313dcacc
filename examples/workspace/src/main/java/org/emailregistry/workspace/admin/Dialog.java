package org.emailregistry.workspace.admin;

import jakarta.servlet.http.HttpServletResponse;

/** What htmx does with the open dialog. */
final class Dialog {
    private Dialog() {}

    /** Closes the dialog and shows the list again, after a change that needs no Save. */
    static String done(HttpServletResponse response) {
        response.setHeader("HX-Trigger", "{\"closeDialog\": \"\", \"catalogChanged\": \"\"}");
        return "forms :: nothing";
    }
}
