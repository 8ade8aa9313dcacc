package org.emailregistry.workspace.api;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.emailregistry.policy.Field;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.Phase;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.probe.ProbeResult;
import org.emailregistry.probe.Remedy;

/** The result of testing the servers. The registry omits details that users may not see. */
record ReportView(boolean successful, boolean verified, Result smtp, Result imap) {
    /** The result of one server. */
    record Result(
            Outcome outcome,
            Optional<Field> field,
            Optional<Remedy> remedy,
            Optional<String> userName,
            Optional<Phase> phase,
            List<String> capabilities,
            Optional<String> serverText,
            Optional<URI> link) {
        static Result of(ProbeResult result) {
            return new Result(
                    result.outcome(),
                    result.field(),
                    result.remedy(),
                    result.userName(),
                    result.phase(),
                    result.capabilities(),
                    result.serverText(),
                    result.link());
        }
    }

    static ReportView of(ProbeReport report) {
        return new ReportView(
                report.successful(), report.verified(), Result.of(report.smtp()), Result.of(report.imap()));
    }
}
